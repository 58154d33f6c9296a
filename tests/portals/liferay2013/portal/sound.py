"""Version sonore d'un code : un clip par caractère (espeak-ng), joints par des silences.

Sans espeak-ng, chaque caractère devient une tonalité. Lancé seul, prépare les clips.
"""
import io
import math
import os
import shutil
import struct
import subprocess
import tempfile
import threading
import wave

RATE = 22050
VOICES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "voix")
NAMES = {
    "A": "a", "B": "bé", "C": "cé", "D": "dé", "E": "e", "F": "effe", "G": "gé", "H": "hache",
    "I": "i", "J": "ji", "K": "ka", "L": "elle", "M": "emme", "N": "enne", "O": "o", "P": "pé",
    "Q": "ku", "R": "erre", "S": "esse", "T": "té", "U": "u", "V": "vé", "W": "double vé",
    "X": "ixe", "Y": "i grec", "Z": "zède", "0": "zéro", "1": "un", "2": "deux", "3": "trois",
    "4": "quatre", "5": "cinq", "6": "six", "7": "sept", "8": "huit", "9": "neuf",
}
_lock = threading.Lock()
_clips = {}


def _trim(frames):
    samples = struct.unpack("<%dh" % (len(frames) // 2), frames)
    loud = [i for i, s in enumerate(samples) if abs(s) > 150]
    if not loud:
        return frames
    first, last = max(0, loud[0] - 200), min(len(samples), loud[-1] + 400)
    return struct.pack("<%dh" % (last - first), *samples[first:last])


def _spoken(char):
    exe = shutil.which("espeak-ng")
    if not exe:
        return None
    handle, path = tempfile.mkstemp(suffix=".wav")
    os.close(handle)
    try:
        subprocess.run([exe, "-v", "fr", "-s", "130", "-w", path, NAMES[char]], check=True, timeout=20,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with wave.open(path, "rb") as clip:
            if clip.getframerate() != RATE or clip.getnchannels() != 1 or clip.getsampwidth() != 2:
                return None
            return _trim(clip.readframes(clip.getnframes()))
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError):
        return None
    finally:
        os.unlink(path)


def _tone(char):
    pitch = 300 + 40 * sorted(NAMES).index(char)
    return struct.pack("<%dh" % (RATE // 3), *(
        int(12000 * math.sin(2 * math.pi * pitch * i / RATE)) for i in range(RATE // 3)))


def clip(char):
    with _lock:
        if char not in _clips:
            path = os.path.join(VOICES, char + ".raw")
            if os.path.exists(path):
                with open(path, "rb") as handle:
                    _clips[char] = handle.read()
            else:
                _clips[char] = _spoken(char) or _tone(char)
        return _clips[char]


def spell(code):
    silence = b"\0\0" * (RATE * 45 // 100)
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(silence)
        for char in code:
            target.writeframes(clip(char) + silence)
    return out.getvalue()


if __name__ == "__main__":
    os.makedirs(VOICES, exist_ok=True)
    for name in NAMES:
        frames = _spoken(name)
        if frames:
            with open(os.path.join(VOICES, name + ".raw"), "wb") as handle:
                handle.write(frames)
