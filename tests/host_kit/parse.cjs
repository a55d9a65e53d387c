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

// What changes something on the computer where the script runs.
const changes = /^(Set|Remove|Restart|Start|Stop|Enable|Disable|Import|New|Clear|Rename|Move|Add)-/;
// What may be made without a question: the folder with copies, the transcript, objects in memory.
const harmlessChanges = new Set(['New-Object', 'New-Backup', 'Start-Sleep', 'Start-Transcript',
  'Stop-Transcript']);

// The parts in Microsoft's order, then what is looked at besides.
const order = ['This computer', 'Services', 'Remote Desktop is switched on', 'Who answers on the port',
  'Firewall', 'Private key of the certificate', 'Certificate', 'Which certificate is selected', 'TLS',
  'Sign-in', 'Clock', 'Load and sleep', 'System log, last 30 days', 'RD Gateway',
  'Does Remote Desktop answer here'];

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

function nameOf(command) {
  const name = command.children.find(child => /^command_name(_expr)?$/.test(child.type));
  return name ? name.text : '';
}

function within(node, type, name) {
  for (let above = node.parent; above; above = above.parent)
    if (above.type === type && name(above)) return above;
  return null;
}

// Whether a program outside of PowerShell changes something by these words.
function programChanges(name, text) {
  return name === 'icacls.exe' && /\/(grant|remove|deny|setowner|inheritance)/.test(text) ||
    name === 'reg.exe' && !/^&? ?reg\.exe export /.test(text) ||
    name === 'w32tm.exe' && /\/(resync|config)/.test(text);
}

// Every change stands in the block that Invoke-Change runs, which asks first; copies before it.
function checkConsent(file, tree) {
  each(tree.rootNode, node => {
    if (node.type !== 'command') return;
    const name = nameOf(node);
    const bare = name.replace(/^&\s*/, '');
    if (!(changes.test(bare) && !harmlessChanges.has(bare)) && !programChanges(bare, node.text)) return;
    const asked = within(node, 'command', above => nameOf(above) === 'Invoke-Change');
    const copying = within(node, 'function_statement', above => /^function New-Backup/.test(above.text));
    if (!asked && !copying) wrong.push(`${place(file, node)}: changes without a question: ${node.text}`);
    if (copying && /^(Set|Remove|Restart|Stop|Enable|Disable)-/.test(bare))
      wrong.push(`${place(file, node)}: a copy that changes: ${node.text}`);
  });
}

// One after the other in this text; the first that is not there is named.
function checkSequence(file, what, text, ...pieces) {
  let at = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return wrong.push(`${file}: ${what}: no ${piece} where it belongs`);
    at = found + piece.length;
  }
}

function bodyOf(tree, name) {
  let text = '';
  each(tree.rootNode, node => {
    if (node.type === 'function_statement' && node.text.startsWith(`function ${name}`)) text = node.text;
  });
  return text;
}

function checkManners(file, text, tree) {
  checkConsent(file, tree);
  checkSequence(file, 'opening', text, '#>', '#Requires -Version 5.1', '[CmdletBinding(SupportsShouldProcess',
    'param(', '[switch]$Fix', '$FixWithoutAsking = $false', '$Seen = @{', "$ErrorActionPreference = 'Stop'");
  checkSequence(file, 'a change', bodyOf(tree, 'Invoke-Change'), 'if (-not $State.Mend)', 'return',
    '$null -eq $State.Folder', 'return', 'ShouldProcess(', 'return', '& $Change', '$State.Undo.Insert(0');
  checkSequence(file, 'the begin', bodyOf(tree, 'Open-Report'), 'if (-not (Test-Administrator))',
    '$State.Mend = $false', 'if (-not $State.Mend', 'return', 'New-Backup', 'return', 'Start-Transcript');
  checkSequence(file, 'the copies', bodyOf(tree, 'New-Backup'), '/inheritance:r', 'reg.exe export',
    'Export-Certificate', 'Export-Csv');
  checkSequence(file, 'the end', text, "Write-Part 'Result'", 'To undo, run these', '$State.Undo',
    'Stop-Transcript');
  const parts = [...text.matchAll(/^Invoke-Part '([^']*)'/gm)].map(match => order.indexOf(match[1]));
  if (parts.length === 0 || parts.some((part, i) => part < 0 || (i > 0 && part <= parts[i - 1])))
    wrong.push(`${file}: its parts are not in Microsoft's order`);
  for (const never of [/Invoke-Expression|\biex\b/, /\[scriptblock\]::Create/i, /Add-Type/, /^\s*\.\s+[^\s]/m,
    /DownloadString|Invoke-WebRequest/, /\?\./, /\?\[/, /-Parallel\b/, /-AsUTC\b/])
    if (never.test(withoutValues(text).replace(/<#[^]*?#>|#[^\n]*/g, '').replace(/'[^'\n]*'/g, "''")))
      wrong.push(`${file}: holds ${never}`);
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
    checkManners(file, text, tree);
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
