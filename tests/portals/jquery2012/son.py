"""Version sonore d'un code : un extrait par caractère (espeak-ng, voix française), joints avec des silences ; à défaut, des sons."""
import io, math, shutil, struct, subprocess, threading, wave

NOMS = dict(A='a', B='bé', C='cé', D='dé', E='euh', F='effe', G='gé', H='ache', I='i', J='ji', K='ka', L='elle', M='emme', N='enne',
            O='o', P='pé', Q='ku', R='erre', S='esse', T='té', U='u', V='vé', W='double vé', X='ixe', Y='i grec', Z='zède')
NOMS.update(zip('0123456789', ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf']))
FREQ = 22050
_cache, _verrou = {}, threading.Lock()


def _extrait(c, debit):
    if shutil.which('espeak-ng'):
        r = subprocess.run(['espeak-ng', '-v', 'fr', '-s', str(debit), '--stdout', NOMS.get(c, c)], capture_output=True)
        if r.returncode == 0 and len(r.stdout) > 1000:
            return r.stdout[r.stdout.index(b'data') + 8:]
    n = ord(c)                                   # ni voix ni espeak : deux sons par caractère
    def ton(f, d):
        return b''.join(struct.pack('<h', int(9000 * math.sin(2 * math.pi * f * i / FREQ))) for i in range(int(FREQ * d)))
    return ton(300 + 60 * (n % 16), .25) + ton(500 + 120 * (n // 16), .2)


def wav(code, muet=False, lent=False):
    debit, pause = (95, .8) if lent else (125, .45)
    silence = b'\0\0' * int(FREQ * pause)
    pcm = silence
    with _verrou:
        for c in code:
            if (c, debit) not in _cache:
                _cache[c, debit] = _extrait(c, debit)
            pcm += _cache[c, debit] + silence
    if muet:
        pcm = b'\0' * len(pcm)
    f = io.BytesIO()
    with wave.open(f, 'wb') as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(FREQ)
        w.writeframes(pcm)
    return f.getvalue()
