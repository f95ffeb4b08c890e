//! `--chown`.

use crate::graph::{ActionInput, Owner, User};

/// `user[:group]`; names are looked up in `input` (`llb.WithUser`).
pub(in super::super) fn owner(text: &str, input: ActionInput) -> Owner {
    let (user, group) = text
        .split_once(':')
        .map_or((text, None), |(user, group)| (user, Some(group)));
    let lookup = |name: &str| match name.parse::<i32>() {
        _ if name == "root" || name.is_empty() => User::Id(0),
        Ok(id) => User::Id(u32::from_ne_bytes(id.to_ne_bytes())),
        Err(_) => User::Name {
            name: name.to_owned(),
            input,
        },
    };
    Owner {
        user: Some(lookup(user)),
        group: group.map(lookup),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners() {
        let input = ActionInput::Input(0);
        let name = |name: &str| {
            Some(User::Name {
                name: name.to_owned(),
                input,
            })
        };
        assert_eq!(
            owner("app", input),
            Owner {
                user: name("app"),
                group: None
            }
        );
        assert_eq!(
            owner("root:web", input),
            Owner {
                user: Some(User::Id(0)),
                group: name("web")
            }
        );
        assert_eq!(
            owner("1000:0", input),
            Owner {
                user: Some(User::Id(1000)),
                group: Some(User::Id(0))
            }
        );
    }
}
