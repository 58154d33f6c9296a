"""Makes static/img/*.gif (buttons, logo) and static/clips/*.wav (one spoken sign each; tones if there is no voice)."""
import math, os, shutil, struct, subprocess, wave
from PIL import Image, ImageDraw, ImageFont
ICI = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'static')
DEJAVU = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'
BOUTONS = {'acces': 'Accès à mon espace personnalisé', 'valide': 'Je valide', 'inscris': "Je m'inscris", 'rechercher': 'rechercher',
           'annuler': 'Annuler', 'demander': 'Demander', 'aide': '?', 'ok': 'OK', 'logo': 'Caisse des Dépôts'}
PARLE = dict(A='a', B='bé', C='cé', D='dé', E='e', F='effe', G='gé', H='hache', J='ji', K='ka', L='elle', M='emme', N='enne', P='pé', Q='ku',
             R='erre', S='esse', T='té', U='u', V='vé', W='double vé', X='ixe', Y='i grec', Z='zède',
             **dict(zip('23456789', 'deux trois quatre cinq six sept huit neuf'.split())))
os.makedirs(ICI + '/img', exist_ok=True); os.makedirs(ICI + '/clips', exist_ok=True)
for nom, texte in BOUTONS.items():
    corps = 20 if nom == 'logo' else 13
    police = ImageFont.truetype(DEJAVU, corps) if os.path.exists(DEJAVU) else ImageFont.load_default(corps)
    large = int(police.getlength(texte)) + (10 if nom == 'aide' else 24)
    im = Image.new('RGB', (large, 34 if nom == 'logo' else 22), '#990000' if nom == 'logo' else '#003366')
    ImageDraw.Draw(im).text((large / 2, im.height / 2), texte, 'white', police, 'mm')
    im.save(f'{ICI}/img/{nom}.gif')
for signe, mot in PARLE.items():
    but = f'{ICI}/clips/{signe}.wav'
    if shutil.which('espeak-ng'):
        subprocess.run(['espeak-ng', '-v', 'fr', '-s', '130', '-w', but, mot], check=True)
        continue
    with wave.open(but, 'wb') as w:     # two tones a sign: its row, then its column
        w.setparams((1, 2, 22050, 0, 'NONE', ''))
        i = list(PARLE).index(signe)
        w.writeframes(b''.join(struct.pack('<h', int(9000 * math.sin(2 * math.pi * f * t / 22050)))
                               for f in (400 + 90 * (i // 6), 1100 + 130 * (i % 6)) for t in range(4410)))
