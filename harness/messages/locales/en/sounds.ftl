# What is wrong with a sound file. Each can be part of a longer sentence.

audio-empty = an empty file
audio-unknown = not a WAV, MP3 or Ogg file
audio-sent-as = a { $format } file sent as « { $type } »
audio-sent-without-type = a { $format } file sent without a type
ogg-broken = a broken Ogg page
mpeg-frame-missing = no MPEG frame where the sound should start
sound-data-missing = no sound data
fmt-chunk-missing = no fmt chunk
not-pcm = not PCM of 8, 16, 24 or 32 bits: format { NUMBER($format, useGrouping: 0) }, { $bits } bits
channels-or-rate-wrong = { $channels ->
    [one] 1 channel
   *[other] { $channels } channels
} at { NUMBER($rate, useGrouping: 0) } Hz
not-riff-wave = not a RIFF file of type WAVE
file-length-wrong = the header declares { NUMBER($declared, useGrouping: 0) } bytes in all, the file has { NUMBER($found, useGrouping: 0) }
sound-length-wrong = the header declares { NUMBER($declared, useGrouping: 0) } bytes of sound, the file has { NUMBER($found, useGrouping: 0) }
