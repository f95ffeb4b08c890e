//! The functions of the two libraries.

use std::collections::BTreeMap;

use super::evaluate::{Run, Unknown, Value, base64_of, hex_of};
use crate::labelled::Bytes;
use crate::shell::Exit;

type Named = BTreeMap<String, Value>;

impl Run<'_, '_> {
    pub(super) fn call(
        &mut self,
        name: &str,
        given: Vec<Value>,
        named: &Named,
    ) -> Result<Value, Unknown> {
        let name = name.strip_prefix("builtins.").unwrap_or(name);
        let first = given.first().cloned();
        match name {
            "print" | "console.log" | "console.info" | "console.error" | "console.warn"
            | "console.debug" => {
                let is_error = matches!(name, "console.error" | "console.warn");
                self.print(given, named, is_error)
            }
            "sys.stdout.write" | "process.stdout.write" => {
                let text = self.argument(first)?;
                self.process.out(&text);
                Ok(Value::Nothing)
            }
            "sys.stderr.write" | "process.stderr.write" => {
                let text = self.argument(first)?;
                self.process.err_bytes(&text);
                Ok(Value::Nothing)
            }
            "sys.stdin.read" => Ok(Value::Text(self.process.stdin())),
            "open" | "io.open" => {
                let path = self.argument(first)?;
                let mode = match given.get(1).or_else(|| named.get("mode")) {
                    Some(mode) => self.argument(Some(mode.clone()))?.text().into_owned(),
                    None => "r".to_owned(),
                };
                if mode.contains(['w', 'x']) {
                    self.save(&path, &Bytes::new(), false);
                }
                Ok(Value::File(path))
            }
            "Path" | "pathlib.Path" => Ok(Value::File(self.argument(first)?)),
            "os.environ.get" | "os.getenv" => {
                let key = self.argument(first)?;
                Ok(self.variable(&key.text(), given.get(1).cloned()))
            }
            "os.environ.items" | "os.environ.copy" | "os.environ.values" => {
                Ok(Value::Thing("os.environ".to_owned()))
            }
            "str" | "String" | "dict" | "list" | "bytes" | "repr" | "json.dumps"
            | "JSON.stringify" | "Buffer.from" | "sorted" | "Object.entries" | "Object.values"
            | "bytearray" => first.ok_or(Unknown),
            "require" => {
                let module = self.argument(first)?;
                let module = module.text();
                Ok(Value::Thing(
                    module.strip_prefix("node:").unwrap_or(&module).to_owned(),
                ))
            }
            "json.dump" => {
                let text = self.argument(first)?;
                match given.get(1) {
                    Some(Value::File(path)) => self.save(path, &text, true),
                    Some(Value::Thing(thing)) if thing == "sys.stdout" => self.process.out(&text),
                    _ => return Err(Unknown),
                }
                Ok(Value::Nothing)
            }
            "fs.readFileSync" => {
                let path = self.argument(first)?;
                Ok(self.read(&path))
            }
            "fs.writeFileSync" | "fs.appendFileSync" => {
                let path = self.argument(first)?;
                let text = self.argument(given.get(1).cloned())?;
                self.save(&path, &text, name == "fs.appendFileSync");
                Ok(Value::Nothing)
            }
            "fs.copyFileSync" | "shutil.copy" | "shutil.copyfile" | "shutil.copy2"
            | "shutil.move" | "os.rename" | "fs.renameSync" | "os.replace" => {
                let program = if name.ends_with("move")
                    || name.contains("rename")
                    || name.ends_with("replace")
                {
                    "mv"
                } else {
                    "cp"
                };
                let argv = [
                    program.into(),
                    self.argument(first)?,
                    self.argument(given.get(1).cloned())?,
                ];
                self.child(&argv)
            }
            "os.remove" | "os.unlink" | "fs.unlinkSync" | "fs.rmSync" => {
                let argv = ["rm".into(), self.argument(first)?];
                self.child(&argv)
            }
            "os.makedirs" | "fs.mkdirSync" => {
                let argv = ["mkdir".into(), "-p".into(), self.argument(first)?];
                self.child(&argv)
            }
            "os.system" | "child_process.execSync" => {
                let argv = ["sh".into(), "-c".into(), self.argument(first)?];
                self.child(&argv)
            }
            "subprocess.run" | "subprocess.call" | "subprocess.check_call" => match first {
                Some(Value::List(words)) if named.keys().all(|key| key == "check") => {
                    let mut argv = Vec::new();
                    for word in words {
                        argv.push(self.argument(Some(word))?);
                    }
                    self.child(&argv)
                }
                _ => Err(Unknown),
            },
            "base64.b64encode" | "btoa" | "base64.urlsafe_b64encode" => {
                Ok(Value::Text(base64_of(&self.argument(first)?)))
            }
            "binascii.hexlify" => Ok(Value::Text(hex_of(&self.argument(first)?))),
            "len" | "hash" | "id" | "type" | "bool" => Ok(Value::Opaque),
            _ if name.starts_with("hashlib.")
                || name.starts_with("crypto.createH")
                || name.starts_with("hmac.") =>
            {
                Ok(Value::Opaque)
            }
            "sys.exit" | "exit" | "quit" | "process.exit" | "os._exit" => {
                let status = match first {
                    Some(value) => {
                        let text = self.argument(Some(value))?;
                        match text.text().parse() {
                            Ok(status) => status,
                            // A message: it is printed.
                            Err(_) => {
                                self.process.err_bytes(&text);
                                self.process.err_text("\n");
                                1
                            }
                        }
                    }
                    None => 0,
                };
                self.exit = Some(Exit::Known(status));
                Ok(Value::Nothing)
            }
            _ => Err(Unknown),
        }
    }

    fn argument(&mut self, value: Option<Value>) -> Result<Bytes, Unknown> {
        match value.ok_or(Unknown)? {
            Value::File(path) => Ok(path),
            value => self.show(value),
        }
    }

    fn child(&mut self, argv: &[Bytes]) -> Result<Value, Unknown> {
        match self.process.run(argv) {
            Exit::Known(_) => Ok(Value::Opaque),
            Exit::Unknown => Err(Unknown),
        }
    }

    fn print(
        &mut self,
        given: Vec<Value>,
        named: &Named,
        is_error: bool,
    ) -> Result<Value, Unknown> {
        let mut line = Bytes::new();
        for (index, value) in given.into_iter().enumerate() {
            if index > 0 {
                match named.get("sep") {
                    Some(separator) => line.push(&self.argument(Some(separator.clone()))?),
                    None => line.push_plain(" "),
                }
            }
            line.push(&self.show(value)?);
        }
        match named.get("end") {
            Some(end) => line.push(&self.argument(Some(end.clone()))?),
            None => line.push_plain("\n"),
        }
        match named.get("file") {
            None if is_error => self.process.err_bytes(&line),
            None => self.process.out(&line),
            Some(Value::Thing(thing)) if thing == "sys.stderr" => self.process.err_bytes(&line),
            Some(Value::Thing(thing)) if thing == "sys.stdout" => self.process.out(&line),
            Some(Value::File(path)) => {
                let path = path.clone();
                self.save(&path, &line, true);
            }
            Some(_) => return Err(Unknown),
        }
        Ok(Value::Nothing)
    }
}
