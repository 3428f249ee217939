//! Small OpenStreetMap extracts, written by hand: protocol buffers as <https://wiki.openstreetmap.org/wiki/PBF_Format>
//! describes them.

use std::path::Path;

type Tags<'a> = &'a [(&'a str, &'a str)];

/// An extract in the making.
#[derive(Default)]
pub(crate) struct Extract {
    strings: Vec<String>,
    nodes: Vec<u8>,
    ways: Vec<u8>,
    relations: Vec<u8>,
}

impl Extract {
    pub(crate) fn node(&mut self, id: i64, (lat, lon): (f64, f64), tags: Tags) -> &mut Self {
        let place = |degrees: f64| signed((degrees * 1e7).round() as i64);
        let mut node = [number(1, signed(id)), number(8, place(lat)), number(9, place(lon))].concat();
        node.extend(self.tags(tags));
        self.nodes.extend(bytes(1, &node));
        self
    }

    pub(crate) fn way(&mut self, id: i64, nodes: &[i64], tags: Tags) -> &mut Self {
        let mut way = number(1, id as u64);
        way.extend(self.tags(tags));
        way.extend(bytes(8, &packed(steps(nodes.iter().copied()).map(signed))));
        self.ways.extend(bytes(3, &way));
        self
    }

    /// A relation of ways, each with its role.
    pub(crate) fn relation(&mut self, id: i64, members: &[(i64, &str)], tags: Tags) -> &mut Self {
        let mut relation = number(1, id as u64);
        relation.extend(self.tags(tags));
        let roles: Vec<u64> = members.iter().map(|(_, role)| self.string(role)).collect();
        relation.extend(bytes(8, &packed(roles.into_iter())));
        relation.extend(bytes(9, &packed(steps(members.iter().map(|member| member.0)).map(signed))));
        relation.extend(bytes(10, &packed(members.iter().map(|_| 1))));
        self.relations.extend(bytes(4, &relation));
        self
    }

    /// The whole file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let head = [bytes(4, b"OsmSchema-V0.6"), bytes(4, b"DenseNodes")].concat();
        let strings: Vec<u8> = std::iter::once("")
            .chain(self.strings.iter().map(String::as_str))
            .flat_map(|text| bytes(1, text.as_bytes()))
            .collect();
        let groups = [&self.nodes, &self.ways, &self.relations].map(|group| bytes(2, group)).concat();
        [block("OSMHeader", &head), block("OSMData", &[bytes(1, &strings), groups].concat())].concat()
    }

    pub(crate) fn write(&self, path: &Path) {
        std::fs::write(path, self.bytes()).expect("there is room");
    }

    fn string(&mut self, text: &str) -> u64 {
        let known = self.strings.iter().position(|known| known == text);
        let at = known.unwrap_or_else(|| {
            self.strings.push(text.to_owned());
            self.strings.len() - 1
        });
        at as u64 + 1
    }

    fn tags(&mut self, tags: Tags) -> Vec<u8> {
        let keys: Vec<u64> = tags.iter().map(|tag| self.string(tag.0)).collect();
        let values: Vec<u64> = tags.iter().map(|tag| self.string(tag.1)).collect();
        [bytes(2, &packed(keys.into_iter())), bytes(3, &packed(values.into_iter()))].concat()
    }
}

fn steps(ids: impl Iterator<Item = i64>) -> impl Iterator<Item = i64> {
    ids.scan(0, |last, id| Some(id - std::mem::replace(last, id)))
}

fn signed(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

fn packed(values: impl Iterator<Item = u64>) -> Vec<u8> {
    values.flat_map(varint).collect()
}

fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

fn bytes(field: u64, content: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(content.len() as u64), content.to_vec()].concat()
}

fn block(kind: &str, content: &[u8]) -> Vec<u8> {
    let blob = bytes(1, content);
    let header = [bytes(1, kind.as_bytes()), number(3, blob.len() as u64)].concat();
    [&(header.len() as u32).to_be_bytes()[..], &header, &blob].concat()
}
