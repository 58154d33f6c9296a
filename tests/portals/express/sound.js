// A code spelt aloud, as a WAV file.
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { is } = require('./options');
const run = promisify(execFile);

async function spell(code) {
  const speed = is('slower-voice') ? '80' : '110';
  const spoken = ['-v', 'fr', '-s', speed, '--stdout', [...code].join(', ')];
  const { stdout: wav } = await run('espeak-ng', spoken, { encoding: 'buffer', maxBuffer: 8 << 20 });
  // espeak-ng does not know the length when it writes the header
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.writeUInt32LE(wav.length - 44, 40);
  return wav;
}
module.exports = { spell };
