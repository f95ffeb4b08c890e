//! Addresses that git reaches over ssh.

use super::super::{exists, home, variable};
use crate::filesystem::Follow;
use crate::shell::{Exit, Process};

const UNREADABLE: &str = "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access \
                          rights\nand the repository exists.\n";

/// `None` where git gets through: ssh is there, knows the host, and has a key or an agent.
pub(super) fn refused(process: &mut Process<'_>, url: &str) -> Option<Exit> {
    let host = host(url)?;
    let command = variable(process, "GIT_SSH_COMMAND").map(|command| command.text().into_owned());
    let command = command.unwrap_or_default();
    if command.is_empty() && !has_ssh(process) {
        process
            .err_text("error: cannot run ssh: No such file or directory\nfatal: unable to fork\n");
        return Some(Exit::Known(128));
    }
    let folder = format!("{}/.ssh", home(process));
    let settings = [format!("{folder}/config"), "/etc/ssh/ssh_config".to_owned()];
    let mut said = command;
    for path in settings {
        let text = process.files().read(path.as_bytes()).unwrap_or_default();
        said.push_str(&text.text());
    }
    let said = said.to_lowercase().replace(['=', '\t'], " ");
    let asks_nobody = [
        "stricthostkeychecking no",
        "stricthostkeychecking accept-new",
        "stricthostkeychecking off",
    ];
    let is_trusting = asks_nobody.iter().any(|setting| said.contains(setting))
        || said.contains("userknownhostsfile");
    let is_known = is_trusting
        || [
            format!("{folder}/known_hosts"),
            "/etc/ssh/ssh_known_hosts".to_owned(),
        ]
        .iter()
        .any(|path| {
            let known = process.files().read(path.as_bytes()).unwrap_or_default();
            !known.is_empty() && (!known.is_known() || known.text().contains(host))
        });
    if !is_known {
        process.err_text(format!("Host key verification failed.\r\n{UNREADABLE}"));
        return Some(Exit::Known(128));
    }
    let has_agent = variable(process, "SSH_AUTH_SOCK").is_some_and(|socket| !socket.is_empty());
    let has_key = said.contains("-i ")
        || said.contains("identityfile")
        || ["id_rsa", "id_ecdsa", "id_ed25519", "id_dsa"]
            .iter()
            .any(|key| exists(process, &format!("{folder}/{key}")));
    if !has_agent && !has_key {
        process.err_text(format!(
            "git@{host}: Permission denied (publickey).\r\n{UNREADABLE}"
        ));
        return Some(Exit::Known(128));
    }
    None
}

/// The host of `ssh://git@host/path` or `git@host:path`.
fn host(url: &str) -> Option<&str> {
    let rest = match url.split_once("://") {
        Some(("ssh" | "git+ssh" | "ssh+git", rest)) => rest,
        Some(_) => return None,
        None => {
            let (before, _) = url.split_once(':')?;
            if before.contains('/') {
                return None;
            }
            before
        }
    };
    let rest = rest.split('/').next().unwrap_or_default();
    let rest = rest.rsplit('@').next().unwrap_or_default();
    rest.split(':').next()
}

fn has_ssh(process: &mut Process<'_>) -> bool {
    let path = variable(process, "PATH")
        .map(|path| path.text().into_owned())
        .unwrap_or_default();
    process.files().incomplete()
        || path.split(':').any(|folder| {
            process
                .files()
                .stat(format!("{folder}/ssh").as_bytes(), Follow::Yes)
                .is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts() {
        assert_eq!(host("git@github.com:a/b.git"), Some("github.com"));
        assert_eq!(host("ssh://git@git.test:2222/a/b"), Some("git.test"));
        assert_eq!(host("https://user:token@git.test/a"), None);
        assert_eq!(host("./a:b"), None);
    }
}
