//! Programs with a model of their own, one file each.

mod flags;
mod process;

mod awk;
mod base64;
mod basename;
mod cat;
mod chmod;
mod chown;
mod chpasswd;
mod comm;
mod compare;
mod cp;
mod cut;
mod date;
mod dd;
mod digest;
mod echo;
mod env;
mod envsubst;
mod expr;
mod find;
mod fold;
mod grep;
mod gzip;
mod head;
mod hexdump;
mod id;
mod install;
mod join;
mod ln;
mod ls;
mod mkdir;
mod mktemp;
mod mv;
mod nl;
mod od;
mod paste;
mod printf;
mod readlink;
mod rm;
mod sed;
mod seq;
mod sort;
mod split;
mod stat;
mod tar;
mod tee;
mod test;
mod touch;
mod tr;
mod trivial;
mod uniq;
mod useradd;
mod wc;
mod which;
mod xargs;

pub(crate) use chmod::symbolic_mode;
pub(crate) use flags::Flags;
pub(crate) use gzip::pack;
pub use process::Process;
pub(crate) use tar::{Archive, Head};

pub(crate) use digest::sha256_hex;

use super::Exit;

/// A program: runs to its end and gives its status.
pub(crate) type Program = fn(&mut Process<'_>) -> Exit;

/// The model of a program.
pub(crate) fn find(name: &str) -> Option<Program> {
    Some(match name {
        "[" | "test" | "[[" => test::run,
        "addgroup" | "groupadd" => useradd::group,
        "adduser" | "useradd" => useradd::user,
        "arch" => trivial::arch,
        "awk" | "gawk" | "mawk" | "nawk" => awk::run,
        "base64" => base64::run,
        "basename" => basename::basename,
        "cat" => cat::run,
        "chgrp" => chown::chgrp,
        "chmod" => chmod::run,
        "chown" => chown::run,
        "chpasswd" => chpasswd::run,
        "comm" => comm::run,
        "cmp" => compare::cmp,
        "cp" => cp::run,
        "cut" => cut::run,
        "date" => date::run,
        "dd" => dd::run,
        "diff" => compare::diff,
        "dirname" => basename::dirname,
        "echo" => echo::run,
        "egrep" | "fgrep" | "grep" => grep::run,
        "env" => env::run,
        "envsubst" => envsubst::run,
        "expr" => expr::run,
        "false" => |_| Exit::FAILURE,
        "find" => find::run,
        "gunzip" | "gzip" | "zcat" => gzip::run,
        "fold" => fold::run,
        "head" => head::head,
        "hostname" => trivial::hostname,
        "id" => id::id,
        "install" => install::run,
        "join" => join::run,
        "kill" => trivial::kill,
        "ln" | "link" => ln::run,
        "ls" | "dir" => ls::run,
        "md5sum" | "sha1sum" | "sha224sum" | "sha256sum" | "sha384sum" | "sha512sum" => digest::run,
        "mkdir" => mkdir::run,
        "mkfifo" => mkdir::fifo,
        "mktemp" => mktemp::run,
        "mv" => mv::run,
        "nproc" | "ps" | "df" | "free" | "uptime" | "du" => trivial::unknown_output,
        "nl" => nl::run,
        "od" | "xxd" | "hexdump" => od::run,
        "paste" => paste::run,
        "printenv" => env::printenv,
        "printf" => printf::run,
        "pwd" => trivial::pwd,
        "readlink" | "realpath" => readlink::run,
        "rev" => trivial::rev,
        "rm" => rm::run,
        "rmdir" => mkdir::rmdir,
        "sed" => sed::run,
        "seq" => seq::run,
        "shuf" => trivial::unknown_output,
        "sleep" | "usleep" => trivial::sleep,
        "sync" | "ldconfig" | "stty" => |_| Exit::SUCCESS,
        "sort" => sort::run,
        "split" => split::run,
        "stat" => stat::run,
        "tac" => head::tac,
        "tail" => head::tail,
        "tar" => tar::run,
        "tee" => tee::run,
        "timeout" | "nohup" | "nice" | "setsid" | "ionice" => env::wrapper,
        "touch" => touch::run,
        "tr" => tr::run,
        "true" => |_| Exit::SUCCESS,
        "truncate" => touch::truncate,
        "uname" => trivial::uname,
        "uniq" => uniq::run,
        "unlink" => rm::unlink,
        "userdel" | "deluser" => useradd::delete,
        "wc" => wc::run,
        "which" => which::run,
        "whoami" => id::whoami,
        "xargs" => xargs::run,
        "yes" => trivial::yes,
        _ => return None,
    })
}
