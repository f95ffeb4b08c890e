//! The address under which other devices of the room reach this one.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};

/// This machine's address in the local network; `None` without a network.
///
/// Nothing is sent: a connected socket of datagrams only learns which way it would take.
pub(super) fn address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation: nobody has it.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// What to tell the room: the address, a code to point a camera at, and what does not work there.
pub(super) fn invitation(url: &str) -> String {
    let code = match QrCode::with_error_correction_level(url, EcLevel::L) {
        Ok(code) => code
            .render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .build(),
        // An address that no code could hold is no address of a room.
        Err(_) => String::new(),
    };
    format!(
        "{url}\n\n{code}\n\n\
         Everybody in this network can open it. Over plain http browsers refuse three things:\n\
         keeping the course for offline reading, installing it, and the copy buttons.\n\
         They need https: put the folder that `layerwise build` makes on a host with a certificate."
    )
}

#[cfg(test)]
mod tests {
    use super::invitation;

    #[test]
    fn the_invitation_has_the_address_and_a_code() {
        let text = invitation("http://192.168.1.20:4000/");
        assert!(text.starts_with("http://192.168.1.20:4000/\n"));
        assert!(text.contains('█') && text.contains("https"), "{text}");
    }
}
