//! JSON read strictly: a field that is there twice, or that nobody knows, is refused. A signed text that two readers
//! could understand differently proves nothing.

use std::{collections::BTreeSet, fmt};

use serde::{
    Serialize,
    de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value, json};

/// Why a text was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Strict {
    /// Not JSON, not of this shape, or a field twice.
    #[error("{0}")]
    Malformed(String),
    /// A field that does not belong there.
    #[error("the field `{0}` is not known")]
    Unknown(String),
}

/// Reads a `T`, and nothing but a `T`.
pub fn strict<T: Serialize + DeserializeOwned>(text: &str) -> Result<T, Strict> {
    let malformed = |error: serde_json::Error| Strict::Malformed(error.to_string());
    let mut reader = serde_json::Deserializer::from_str(text);
    let given = Single.deserialize(&mut reader).map_err(malformed)?;
    reader.end().map_err(malformed)?;
    let value: T = serde_json::from_str(text).map_err(malformed)?;
    let known = serde_json::to_string(&value).map_err(malformed)?;
    let known: Value = serde_json::from_str(&known).map_err(malformed)?;
    let mut missing = Vec::new();
    compare(&given, &known, &mut Vec::new(), &mut missing);
    match missing.into_iter().find(|path| !is_read::<T>(&given, path)) {
        Some(path) => Err(Strict::Unknown(path.join("."))),
        None => Ok(value),
    }
}

/// Notes the paths of what is in `given` and not in `known`.
fn compare(given: &Value, known: &Value, path: &mut Vec<String>, missing: &mut Vec<Vec<String>>) {
    let mut step = |name: String, given: &Value, known: Option<&Value>| {
        path.push(name);
        match known {
            Some(known) => compare(given, known, path, missing),
            None => missing.push(path.clone()),
        }
        path.pop();
    };
    match given {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| step(name.clone(), value, known.get(name)));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| step(i.to_string(), item, known.get(i)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a field that a `T` does not write is one that it reads, such as one that is left out while it is empty. It is
/// if some value there makes the whole unreadable.
fn is_read<T: DeserializeOwned>(given: &Value, path: &[String]) -> bool {
    let odd = [json!(true), json!(-0.5), json!("\0"), json!([[]]), json!({ "\0": 0 })];
    odd.into_iter().any(|odd| {
        let mut whole = given.clone();
        let place = path.iter().try_fold(&mut whole, |value, step| match value {
            Value::Array(items) => step.parse::<usize>().ok().and_then(|i| items.get_mut(i)),
            other => other.get_mut(step),
        });
        place.map(|place| *place = odd).is_some() && T::deserialize(whole).is_err()
    })
}

/// Reads any JSON in which no field stands twice.
struct Single;

impl<'de> DeserializeSeed<'de> for Single {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Single {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(Single)? {
            all.push(item);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let (mut all, mut names) = (Map::new(), BTreeSet::new());
        while let Some(name) = fields.next_key::<String>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format_args!("the field `{name}` is there twice")));
            }
            all.insert(name, fields.next_value_seed(Single)?);
        }
        Ok(Value::Object(all))
    }
}
