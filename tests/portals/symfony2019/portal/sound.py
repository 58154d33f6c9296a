"""Version sonore du code de certification.

Un son par caractère, préparé une fois avec espeak-ng (voix française) puis
assemblé avec des silences. Sans espeak-ng : un son bref par caractère.
"""
import io
import math
import os
import re
import struct
import subprocess
import tempfile
import threading
import wave

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "sounds")
RATE = 22050
NAMES = {
    "A": "a", "B": "bé", "C": "cé", "D": "dé", "E": "e", "F": "effe", "G": "gé", "H": "ache",
    "I": "i", "J": "ji", "K": "ka", "L": "elle", "M": "emme", "N": "enne", "O": "o", "P": "pé",
    "Q": "ku", "R": "erre", "S": "esse", "T": "té", "U": "u", "V": "vé", "W": "double vé",
    "X": "ixe", "Y": "i grec", "Z": "zède",
    "0": "zéro", "1": "un", "2": "deux", "3": "trois", "4": "quatre", "5": "cinq", "6": "six",
    "7": "sept", "8": "huit", "9": "neuf",
    "intro": "Votre code de certification est :",
}
_lock = threading.Lock()
_cache = {}


def _trim(frames):
    """Ôte les silences du début et de la fin (16 bits mono)."""
    samples = struct.unpack("<%dh" % (len(frames) // 2), frames)
    first, last = 0, len(samples)
    while first < last and abs(samples[first]) < 150:
        first += 1
    while last > first and abs(samples[last - 1]) < 150:
        last -= 1
    return struct.pack("<%dh" % (last - first), *samples[first:last])


def _speak(text):
    handle, path = tempfile.mkstemp(suffix=".wav")
    os.close(handle)
    try:
        subprocess.run(["espeak-ng", "-v", "fr", "-s", "130", "-w", path, text], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20)
        with wave.open(path) as source:
            if source.getnchannels() != 1 or source.getsampwidth() != 2 or source.getframerate() != RATE:
                raise ValueError("format inattendu")
            return _trim(source.readframes(source.getnframes()))
    finally:
        os.unlink(path)


def _tone(key):
    keys = sorted(k for k in NAMES if len(k) == 1)
    if key not in keys:
        return b""
    frequency = 300 * 2 ** (keys.index(key) / 12.0)
    count = int(RATE * 0.35)
    out = []
    for i in range(count):
        envelope = min(1.0, i / 600.0, (count - i) / 600.0)
        out.append(int(12000 * envelope * math.sin(2 * math.pi * frequency * i / RATE)))
    return struct.pack("<%dh" % count, *out)


def clip(key):
    with _lock:
        if key in _cache:
            return _cache[key]
        path = os.path.join(FOLDER, "%s.raw" % key)
        data = None
        if os.path.exists(path):
            with open(path, "rb") as stored:
                data = stored.read()
        if not data:
            try:
                data = _speak(NAMES[key])
            except (OSError, ValueError, subprocess.SubprocessError, wave.Error):
                data = _tone(key)
        if len(data) % 4:
            data += b"\0\0"        # un nombre pair d'échantillons : la version allégée en garde un sur deux
        _cache[key] = data
        return data


def prepare():
    os.makedirs(FOLDER, exist_ok=True)
    for key in NAMES:
        path = os.path.join(FOLDER, "%s.raw" % key)
        if os.path.exists(path):
            continue
        try:
            data = _speak(NAMES[key])
        except (OSError, ValueError, subprocess.SubprocessError, wave.Error):
            continue
        with open(path, "wb") as out:
            out.write(data)


def audio(code, low_quality=False):
    """Le WAV qui lit le code, caractère par caractère."""
    pause = b"\0\0" * int(RATE * 0.45)
    parts = [b"\0\0" * int(RATE * 0.2), clip("intro"), pause]
    for char in code:
        if re.match(r"[A-Z0-9]$", char):
            parts += [clip(char), pause]
    frames = b"".join(parts)
    rate, width = RATE, 2
    if low_quality:
        samples = struct.unpack("<%dh" % (len(frames) // 2), frames)[::2]
        frames = bytes(((s >> 8) + 128) & 255 for s in samples)
        rate, width = RATE // 2, 1
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(width)
        target.setframerate(rate)
        target.writeframes(frames)
    return out.getvalue()


if __name__ == "__main__":
    prepare()
