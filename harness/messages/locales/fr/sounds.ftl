# Ce qui ne va pas dans un fichier sonore. Chaque message peut faire partie d’une phrase.

audio-empty = un fichier vide
audio-unknown = ni un fichier WAV, ni MP3, ni Ogg
audio-sent-as = un fichier { $format } envoyé comme « { $type } »
audio-sent-without-type = un fichier { $format } envoyé sans type
ogg-broken = une page Ogg défectueuse
mpeg-frame-missing = aucune trame MPEG là où le son devrait commencer
sound-data-missing = aucune donnée sonore
fmt-chunk-missing = aucun bloc fmt
not-pcm = pas du PCM à 8, 16, 24 ou 32 bits : format { NUMBER($format, useGrouping: 0) }, { $bits } bits
channels-or-rate-wrong = { $channels ->
    [one] { $channels } canal
   *[other] { $channels } canaux
} à { NUMBER($rate, useGrouping: 0) } Hz
not-riff-wave = pas un fichier RIFF de type WAVE
file-length-wrong = l’en-tête annonce { NUMBER($declared, useGrouping: 0) } octets en tout, le fichier en a { NUMBER($found, useGrouping: 0) }
sound-length-wrong = l’en-tête annonce { NUMBER($declared, useGrouping: 0) } octets de son, le fichier en a { NUMBER($found, useGrouping: 0) }
