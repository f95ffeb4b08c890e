use expect_test::{Expect, expect};

use super::{CLASSES, GRAMMARS, LANGUAGES, SCOPES, grammar, highlight};

/// Shows classes as `‹keyword RUN›`, and output behind `│`.
fn check(language: &str, code: &str, expected: &Expect) {
    let mut shown = String::new();
    for line in highlight(language, code) {
        let html = line
            .html
            .replace("<span class=\"hl-", "‹")
            .replace("</span>", "›");
        let html = html
            .replace("\">", " ")
            .replace("&quot;", "\"")
            .replace("&lt;", "<");
        shown.push_str(if line.output { "│" } else { "" });
        shown.push_str(&html.replace("&gt;", ">").replace("&amp;", "&"));
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

#[test]
fn every_language_has_its_grammar() {
    assert_eq!(SCOPES.len(), CLASSES.len());
    for language in LANGUAGES {
        let found = GRAMMARS.find_syntax_by_name(grammar(language)).is_some();
        assert_eq!(found, language != "text", "{language}");
    }
}

#[test]
fn dockerfile_directives_only_at_the_top() {
    check(
        "dockerfile",
        "# syntax=docker/dockerfile:1\n# escape=`\nFROM a\n# check=skip=all\n",
        &expect![[r#"
            ‹comment # ›‹keyword syntax›‹comment =›‹string docker/dockerfile:1›
            ‹comment # ›‹keyword escape›‹comment =›‹string `›
            ‹keyword FROM› a
            ‹comment # check=skip=all›
        "#]],
    );
}

#[test]
fn dockerfile_stages_and_flags() {
    check(
        "dockerfile",
        "FROM --platform=$BUILDPLATFORM golang:1 AS build\nCOPY --from=build --chmod=755 /a /b\n  # indented\nEXPOSE 80\n",
        &expect![[r#"
            ‹keyword FROM› ‹flag --platform›=‹variable $BUILDPLATFORM› golang:1 ‹keyword AS› ‹type build›
            ‹keyword COPY› ‹flag --from›=‹string build› ‹flag --chmod›=‹string 755› /a /b
            ‹comment   # indented›
            ‹keyword EXPOSE› 80
        "#]],
    );
}

#[test]
fn dockerfile_mounts_and_shell() {
    check(
        "dockerfile",
        "RUN --mount=type=secret,id=token,env=TOKEN \\\n    --mount=type=cache,target=/root/.cache \\\n    # a comment\n    pip install -r \"$HOME/r.txt\" && \\\n    if [ -f /x ]; then echo 'no'; fi | tee /y\nUSER app\n",
        &expect![[r#"
            ‹keyword RUN› ‹flag --mount›=‹flag type›=‹string secret›,‹flag id›=‹string token›,‹flag env›=‹string TOKEN› ‹punctuation \›
                ‹flag --mount›=‹flag type›=‹string cache›,‹flag target›=‹string /root/.cache› ‹punctuation \›
            ‹comment     # a comment›
                ‹function pip› install ‹flag -r› ‹string "›‹variable $HOME›‹string /r.txt"› && ‹punctuation \›
                ‹keyword if› ‹keyword [› ‹flag -f› /x ]; ‹keyword then› ‹function echo› ‹string 'no'›; ‹keyword fi› | ‹function tee› /y
            ‹keyword USER› app
        "#]],
    );
}

#[test]
fn dockerfile_variables_with_modifiers() {
    check(
        "dockerfile",
        "ARG V=1\nENV A=${V:-x${B}} C=\"$V\" D=\\$E F=${V#pre} G=a\\ b\n",
        &expect![[r#"
            ‹keyword ARG› ‹variable V›=1
            ‹keyword ENV› ‹variable A›=‹variable ${V›‹keyword :-›‹string x›‹variable ${B}}› ‹variable C›=‹string "›‹variable $V›‹string "› ‹variable D›=‹escape \$›E ‹variable F›=‹variable ${V›‹keyword #›‹string pre›‹variable }› ‹variable G›=a\ b
        "#]],
    );
}

#[test]
fn dockerfile_json_form_and_onbuild() {
    check(
        "dockerfile",
        "CMD [\"python3\", \"-m\"]\nONBUILD RUN make\nHEALTHCHECK --interval=5s CMD curl -f localhost\nONBUILD COPY . .\n",
        &expect![[r#"
            ‹keyword CMD› [‹string "python3"›, ‹string "-m"›]
            ‹keyword ONBUILD› ‹keyword RUN› ‹function make›
            ‹keyword HEALTHCHECK› ‹flag --interval›=‹string 5s› ‹keyword CMD› ‹function curl› ‹flag -f› localhost
            ‹keyword ONBUILD› ‹keyword COPY› . .
        "#]],
    );
}

#[test]
fn dockerfile_heredocs() {
    check(
        "dockerfile",
        "RUN <<EOF\nif true; then\n  echo $A\nfi\nEOF\nRUN python3 <<'PY' > /out\nprint(1)\nPY\nCOPY <<A <<B /dir/\nFROM a\nA\n$b\nB\nUSER app\n",
        &expect![[r#"
            ‹keyword RUN› ‹punctuation <<EOF›
            ‹keyword if› ‹function true›; ‹keyword then›
              ‹function echo› ‹variable $A›
            ‹keyword fi›
            ‹punctuation EOF›
            ‹keyword RUN› ‹function python3› ‹punctuation <<'PY'› > /out
            ‹string print(1)›
            ‹punctuation PY›
            ‹keyword COPY› ‹punctuation <<A› ‹punctuation <<B› /dir/
            ‹string FROM a›
            ‹punctuation A›
            ‹variable $b›
            ‹punctuation B›
            ‹keyword USER› app
        "#]],
    );
}

#[test]
fn console_commands_and_output() {
    check(
        "console",
        "$ docker build -t a \\\n    --build-arg T=1 .\n#1 [internal] load\n$ cat > f <<EOF\nx $y\nEOF\n# whoami\nroot\n",
        &expect![[r#"
            ‹prompt $ ›‹function docker› build ‹flag -t› a ‹punctuation \›
                ‹flag --build-arg› T=1 .
            │#1 [internal] load
            ‹prompt $ ›‹function cat› > f ‹punctuation <<EOF›
            ‹string x ›‹variable $y›
            ‹punctuation EOF›
            ‹prompt # ›‹function whoami›
            │root
        "#]],
    );
}

#[test]
fn shell_scripts() {
    check(
        "shell",
        "#!/bin/sh\nset -eu\nfor f in *.txt; do\n  A=\"$(cat \"$f\" | wc -l)\" cmd --flag=1 # done\ndone\ncat <<-E | sort\n\tif $x\n\tE\nls 2>&1\n",
        &expect![[r#"
            ‹comment #!/bin/sh›
            ‹function set› ‹flag -eu›
            ‹keyword for› ‹variable f› ‹keyword in› *.txt; ‹keyword do›
              ‹variable A›=‹string "›‹variable $(›‹function cat› ‹string "›‹variable $f›‹string "› | ‹function wc› ‹flag -l›‹variable )›‹string "› ‹function cmd› ‹flag --flag›=1 ‹comment # done›
            ‹keyword done›
            ‹function cat› ‹punctuation <<-E› | sort
            ‹string 	if ›‹variable $x›
            ‹punctuation 	E›
            ‹function ls› 2>&1
        "#]],
    );
}

#[test]
fn data_formats() {
    check(
        "json",
        "{\"a\": [1, -2.5e3, true, \"x\\n\"]}\n",
        &expect![[r#"
            {‹flag "a"›: [‹number 1›, ‹number -2.5e3›, ‹number true›, ‹string "x›‹escape \n›‹string "›]}
        "#]],
    );
    check(
        "toml",
        "[a.b] # c\nkey = \"v\\t\"\nn = 1_000\nd = 2026-01-02\nt = '''\nx = 1\n'''\nok = true\n",
        &expect![[r#"
            ‹type [a.b]› ‹comment # c›
            ‹flag key› = ‹string "v›‹escape \t›‹string "›
            ‹flag n› = ‹number 1_000›
            ‹flag d› = ‹number 2026-01-02›
            ‹flag t› = ‹string '''›
            ‹string x = 1›
            ‹string '''›
            ‹flag ok› = ‹number true›
        "#]],
    );
    check(
        "yaml",
        "on: push\njobs:\n  build:\n    - run: |\n        echo: $A\n\n        x\n      name: \"a b\" # c\n      url: http://x:1\n      n: 5\n      t: ${{ secrets.T }}\n",
        &expect![[r#"
            ‹flag on›: push
            ‹flag jobs›:
              ‹flag build›:
                - ‹flag run›: ‹keyword |›
            ‹string         echo: $A›

            ‹string         x›
                  ‹flag name›: ‹string "a b"› ‹comment # c›
                  ‹flag url›: http://x:1
                  ‹flag n›: ‹number 5›
                  ‹flag t›: ‹variable ${{ secrets.T }}›
        "#]],
    );
    check(
        "diff",
        "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n same\n",
        &expect![[r#"
            ‹heading --- a›
            ‹heading +++ b›
            ‹heading @@ -1 +1 @@›
            ‹deleted -old›
            ‹inserted +new›
             same
        "#]],
    );
}

#[test]
fn programming_languages() {
    check(
        "python",
        "import os\n@app\ndef f(x):\n    \"\"\"Doc\n    more\"\"\"\n    return open(f'a{x}\\n', None) # c\n",
        &expect![[r#"
            ‹keyword import› os
            ‹flag @app›
            ‹keyword def› ‹function f›(x):
                ‹string """Doc›
            ‹string     more"""›
                ‹keyword return› ‹function open›(‹string f'a{x}›‹escape \n›‹string '›, ‹number None›) ‹comment # c›
        "#]],
    );
    check(
        "javascript",
        "const a = async (b) => `x ${b.c(1)} y`; // c\nlet d = 'e';\n",
        &expect![[r#"
            ‹keyword const› a = ‹keyword async› (b) => ‹string `x ›‹variable ${›b.‹function c›(‹number 1›)‹variable }›‹string  y`›; ‹comment // c›
            ‹keyword let› d = ‹string 'e'›;
        "#]],
    );
    check(
        "go",
        "func main() { x := []byte(`raw`); if err != nil { panic('c') } }\n",
        &expect![[r#"
            ‹keyword func› ‹function main›() { x := []‹type byte›(‹string `raw`›); ‹keyword if› err != ‹number nil› { ‹function panic›(‹string 'c'›) } }
        "#]],
    );
    check(
        "rust",
        "#[derive(Debug)]\nfn f<'a>(s: &'a str) -> u8 { println!(\"{s}\\n\"); r#\"x\"y\"#; 'c' }\n",
        &expect![[r##"
            ‹flag #[derive(Debug)]›
            ‹keyword fn› f<‹variable 'a›>(s: &‹variable 'a› ‹type str›) -> ‹type u8› { ‹function println!›(‹string "{s}›‹escape \n›‹string "›); ‹string r#"x"y"#›; ‹string 'c'› }
        "##]],
    );
}

#[test]
fn markdown() {
    check(
        "markdown",
        "## A\n:::steps\n- **b** `c` [d](e)\n```text\n> f\n",
        &expect![[r#"
            ‹heading ## A›
            ‹keyword :::steps›
            ‹punctuation -› ‹number **b**› ‹string `c`› ‹variable [d](e)›
            ‹keyword ```text›
            ‹punctuation >› f
        "#]],
    );
}

#[test]
fn text_is_only_escaped() {
    check(
        "text",
        "<b> & \"c\"\n\n",
        &expect![[r#"
        <b> & "c"

    "#]],
    );
}
