//! The file that names the device and lists its lanes. It holds no secrets.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use waybill_domain::{DeviceId, LaneId, MemberId, OrganizationId};

use super::{DataFolder, DeviceError, files};

/// A lane that was opened on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownLane {
    /// The first one in its folder, after which that is named.
    pub lane: LaneId,
    /// On which server.
    pub server_url: String,
    /// In which organization.
    pub organization: OrganizationId,
    /// Whose.
    pub member: MemberId,
    /// The address the member signed in with, in lower case.
    pub email: String,
    /// The lane that goes on in this one's folder, where another has followed; the database knows best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaks: Option<LaneId>,
}

impl KnownLane {
    /// The lane whose key is worth offering.
    pub fn current(&self) -> LaneId {
        self.speaks.unwrap_or(self.lane)
    }
}

/// Who this device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registry {
    /// Made once per installation.
    pub device: DeviceId,
    /// How often the app has been started: with a counter it names each fix for ever.
    pub starts: u32,
    /// The server that was used last.
    #[serde(default)]
    pub server_url: String,
    /// The lane of who is signed in.
    #[serde(default)]
    pub active: Option<LaneId>,
    /// All lanes that were ever opened here.
    #[serde(default)]
    pub lanes: Vec<KnownLane>,
    #[serde(skip)]
    file: PathBuf,
}

impl Registry {
    /// Reads the file, or makes a new device, and counts this start.
    pub fn open(folder: &DataFolder) -> Result<Self, DeviceError> {
        let file = folder.device_file();
        let mut registry = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice::<Self>(&bytes).map_err(|error| DeviceError::Unreadable {
                file: file.display().to_string(),
                detail: error.to_string(),
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self {
                device: DeviceId(Uuid::now_v7()),
                starts: 0,
                server_url: String::new(),
                active: None,
                lanes: Vec::new(),
                file: PathBuf::new(),
            },
            Err(error) => return Err(DeviceError::io(&file, error)),
        };
        registry.file = file;
        registry.starts = registry.starts.wrapping_add(1);
        match registry.save() {
            // A full disk must not keep the driver out. A number from the upper half cannot have been counted to.
            Err(DeviceError::DiskFull) => {
                registry.starts = getrandom::u32().unwrap_or(u32::MAX) | (1 << 31);
                Ok(registry)
            }
            saved => saved.map(|()| registry),
        }
    }

    /// Reads the file as it stands, without counting a start; `None` where there is none that can be read.
    pub fn peek(file: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(file).ok()?).ok()
    }

    /// Writes the file.
    pub fn save(&self) -> Result<(), DeviceError> {
        let json = serde_json::to_vec_pretty(self).map_err(|error| DeviceError::Unreadable {
            file: self.file.display().to_string(),
            detail: error.to_string(),
        })?;
        files::write_whole(&self.file, &json).map_err(|e| DeviceError::io(&self.file, e))
    }

    /// The lane of whoever is signed in.
    pub fn active_lane(&self) -> Option<&KnownLane> {
        self.lanes.iter().find(|known| Some(known.lane) == self.active)
    }

    /// The newest lane of an address on a server.
    pub fn by_email(&self, server_url: &str, email: &str) -> Option<&KnownLane> {
        let email = email.trim().to_lowercase();
        self.lanes.iter().rev().find(|known| known.server_url == server_url && known.email == email)
    }

    /// The newest lane of a member.
    pub fn by_member(&self, organization: OrganizationId, member: MemberId) -> Option<&KnownLane> {
        self.lanes.iter().rev().find(|known| known.organization == organization && known.member == member)
    }

    /// Makes `known` the lane of whoever is signed in.
    pub fn activate(&mut self, known: KnownLane) -> Result<(), DeviceError> {
        self.lanes.retain(|other| other.lane != known.lane);
        self.active = Some(known.lane);
        self.server_url.clone_from(&known.server_url);
        self.lanes.push(known);
        self.save()
    }

    /// Another lane goes on in the folder of `home`.
    pub fn follow(&mut self, home: LaneId, lane: LaneId) -> Result<(), DeviceError> {
        let known = self.lanes.iter_mut().find(|known| known.lane == home);
        match known.filter(|known| known.current() != lane) {
            Some(known) => {
                known.speaks = Some(lane);
                self.save()
            }
            None => Ok(()),
        }
    }

    /// Nobody is signed in.
    pub fn deactivate(&mut self) -> Result<(), DeviceError> {
        self.active = None;
        self.save()
    }
}
