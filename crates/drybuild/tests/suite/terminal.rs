//! A block of lines as typed and what they print.

use drybuild::docker::Docker;

/// The block with every line after `$ ` run, and its output and exit status below it.
pub(crate) fn answer(docker: &mut Docker, body: &str) -> String {
    let mut out = String::new();
    let mut lines = body.lines();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        let mut command = format!("{command}\n");
        while command.ends_with("\\\n") {
            command += lines.next().unwrap_or_default();
            command.push('\n');
        }
        out += &format!("$ {command}");
        let reply = docker.run(command.trim_end());
        for text in [&reply.stdout, &reply.stderr] {
            out += text;
            if !text.is_empty() && !text.ends_with('\n') {
                out.push('\n');
            }
        }
        match reply.exit {
            Some(0) => {}
            Some(status) => out += &format!("(exit {status})\n"),
            None => out += "(exit not known)\n",
        }
        for note in reply.notes {
            out += &format!("(assumed: {note})\n");
        }
    }
    out
}
