// Every script must be PowerShell without a doubt, in ASCII, without the syntax of later versions than
// 5.1, and call only what Windows has; values from outside must be single literals of their text.
//   node parse.cjs NODE_MODULES FOLDER
'use strict';

const fs = require('fs');
const path = require('path');
const [modules, folder] = process.argv.slice(2);
const {Parser, Language} = require(path.join(modules, 'web-tree-sitter/web-tree-sitter.cjs'));

// Of Windows PowerShell 5.1 and the modules of Windows 10 and Server 2016.
const known = new Set(`Disable-NetFirewallRule Enable-NetFirewallRule Export-Certificate Export-Csv
  ForEach-Object Get-Acl Get-ChildItem Get-CimInstance Get-Date Get-ItemProperty Get-LocalGroupMember
  Get-NetConnectionProfile Get-NetFirewallPortFilter Get-NetFirewallRule Get-NetIPAddress
  Get-NetTCPConnection Get-Process Get-TlsCipherSuite Get-WinEvent Group-Object Join-Path
  Measure-Object New-Item New-Object Out-Null Remove-Item Remove-ItemProperty Restart-Service
  Select-Object Set-ItemProperty Set-Service Sort-Object Start-Service Start-Sleep Start-Transcript
  Stop-Transcript Test-Path Where-Object Write-Output icacls.exe reg.exe w32tm.exe`.split(/\s+/));

const wrong = [];
let read = 0;

function each(node, visit) {
  visit(node);
  for (const child of node.children) each(child, visit);
}

function place(file, node) {
  return `${file}:${node.startPosition.row + 1}`;
}

function check(file, text, tree) {
  if (/[^\x00-\x7f]/.test(text)) wrong.push(`${file}: is not ASCII`);
  const functions = new Set();
  each(tree.rootNode, node => {
    if (node.type === 'function_name') functions.add(node.text);
  });
  each(tree.rootNode, node => {
    if (node.isError || node.isMissing) wrong.push(`${place(file, node)}: ${node.text.slice(0, 60)}`);
    if (/ternary|null_coalesc/.test(node.type) || node.text === '&&' || node.text === '||')
      wrong.push(`${place(file, node)}: not of PowerShell 5.1: ${node.text}`);
    if (node.type === 'command_name' && !functions.has(node.text) && !known.has(node.text))
      wrong.push(`${place(file, node)}: unknown command ${node.text}`);
  });
}

// What a literal of the script means, by PowerShell's own rules.
function meaning(expression) {
  const unescape = /^\[regex\]::Unescape\('((?:[^']|'')*)'\)$/.exec(expression);
  const plain = /^'((?:[^']|'')*)'$/.exec(expression);
  const text = (unescape || plain || [null, null])[1];
  if (text === null) return null;
  const single = text.replaceAll("''", "'");
  return unescape ? single.replace(/\\(\\|u([0-9a-f]{4}))/g, (_, what, code) =>
    what === '\\' ? '\\' : String.fromCharCode(parseInt(code, 16))) : single;
}

// The values as the parser sees them: name to the text of its expression.
function values(file, tree) {
  const found = {};
  each(tree.rootNode, node => {
    if (node.type !== 'assignment_expression' || !node.text.startsWith('$Seen')) return;
    each(node, entry => {
      if (entry.type !== 'hash_entry') return;
      const [key, rest] = [entry.children[0].text, entry.text];
      found[key] = rest.slice(rest.indexOf('=') + 1).trim();
      each(entry, inner => {
        if (/^(command|script_block|sub_expression|expandable_string_literal)$/.test(inner.type))
          wrong.push(`${place(file, inner)}: a value became code: ${inner.text}`);
      });
    });
  });
  return found;
}

function withoutValues(text) {
  return text.replace(/\$Seen = @\{\n[^]*?\n\}\n/, '');
}

(async () => {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(
    path.join(modules, 'tree-sitter-powershell/tree-sitter-powershell.wasm')));
  const harmless = fs.readFileSync(path.join(folder, 'certificate.expired.ps1'), 'latin1');
  for (const file of fs.readdirSync(folder).filter(name => name.endsWith('.ps1'))) {
    const text = fs.readFileSync(path.join(folder, file), 'latin1');
    const tree = parser.parse(text);
    check(file, text, tree);
    const expected = path.join(folder, file.replace('.ps1', '.json'));
    const seen = values(file, tree);
    if (Object.keys(seen).length !== 12) wrong.push(`${file}: holds ${Object.keys(seen)}`);
    if (fs.existsSync(expected)) {
      if (withoutValues(text) !== withoutValues(harmless))
        wrong.push(`${file}: differs from another script beyond its values`);
      for (const [name, value] of Object.entries(JSON.parse(fs.readFileSync(expected, 'utf8'))))
        if (meaning(seen[name]) !== value) wrong.push(`${file}: ${name} means ${seen[name]}`);
    }
    ++read;
  }
  for (const line of wrong) console.log(line);
  console.log(`${read} scripts read, ${wrong.length} things wrong`);
  process.exit(wrong.length === 0 && read > 60 ? 0 : 1);
})();
