"""Back end of the employer portal: JSON services under /api, the OpenUI5 application, its libraries. Run by portal.py."""
import email.message, email.utils, http.cookies, http.server, json, mimetypes, os, re, secrets, smtplib, subprocess, tempfile, threading, time

accounts = {a["identifier"]: dict(a, certification=None, tries=0, revoked=None) for a in json.load(open(ARGS.accounts, encoding="utf-8"))}
content = json.loads(FILES["content.json"])
questions = list(dict.fromkeys(content["questions"] + [a["question"] for a in accounts.values() if a["question"]]))
sessions, lock = {}, threading.Lock()
IDLE, TRIES = 1800, 3
LETTERS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
ROOTS = [HERE / "dist"] + sorted(p / "src" for p in (HERE / "node_modules/@openui5").glob("*"))

class Refusal(Exception):
    def __init__(self, status, message, **more):
        self.status, self.body = status, dict(more, message=message)

def confidential():
    return "".join(secrets.choice(LETTERS) for _ in range(5)) + "".join(secrets.choice(DIGITS) for _ in range(3))

def send(to, code):
    mail = email.message.EmailMessage()
    mail["From"], mail["To"] = "e-servicesinscription@caissedesdepots.fr", to
    mail["Subject"] = "Régénération de code confidentiel"
    mail["Date"], mail["Message-ID"] = email.utils.localtime(), email.utils.make_msgid(domain="caissedesdepots.fr")
    mail.set_content(f"Votre nouveau code confidentiel est le suivant :\n\n{code}\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n",
                     charset="utf-8", cte="quoted-printable")
    host, port = ARGS.smtp.rsplit(":", 1)
    with smtplib.SMTP(host, int(port), timeout=10) as smtp:
        smtp.send_message(mail)

def renew(account):
    account.update(confidential_code=confidential(), certification="".join(secrets.choice(LETTERS + DIGITS) for _ in range(10)), tries=0, revoked=None)

def fields(data, required):
    data = {k: str(v or "").strip() for k, v in data.items()}
    errors = {k: "required" for k in required if not data.get(k)}
    if errors:
        raise Refusal(400, "fillIn", errors=errors)
    return data

def recoverable(account):
    if not account["first_login_done"] or not account["email_valid"]:
        raise Refusal(403, "conditions")

def me(session):
    account = accounts.get(session.get("identifier"))
    if not account:
        raise Refusal(401, "sessionEnded")
    return account

def state(session):
    account = accounts.get(session.get("identifier"))
    who = {k: account[k] for k in ("identifier", "last_name", "first_name", "email", "siret", "bcr", "contract", "role", "first_login_done")} if account else {}
    return dict(who, connected=bool(account), csrf=session["csrf"], questions=questions)

def login(session, data):
    data = fields(data, ["identifier", "code"])
    account = accounts.get(data["identifier"])
    if account and account["revoked"] and secrets.compare_digest(account["revoked"].encode(), data["code"].encode()):
        raise Refusal(403, "revoked")
    if not account or account["revoked"] or not secrets.compare_digest(account["confidential_code"].encode(), data["code"].encode()):
        raise Refusal(401, "loginRefused")
    session.pop("identifier", None)
    session["pending" if account["certification"] else "identifier"] = account["identifier"]
    return {"certification": bool(account["certification"])}

def certification(session, data):
    account = accounts.get(session.get("pending"))
    if not account or not account["certification"]:
        raise Refusal(401, "sessionEnded")
    if secrets.compare_digest(account["certification"].encode(), fields(data, ["certification"])["certification"].encode()):
        account.update(certification=None, tries=0)
        session["identifier"] = session.pop("pending")
        return {}
    account["tries"] += 1
    if account["tries"] >= TRIES:
        account.update(revoked=account["confidential_code"], certification=None)
        session.pop("pending")
        raise Refusal(403, "revoked")
    raise Refusal(401, "certificationRefused", left=TRIES - account["tries"])

def search(session, data):
    data = fields(data, ["siret", "last_name", "first_name"])
    if not re.fullmatch("[0-9]{14}", data["siret"]):
        raise Refusal(400, "fillIn", errors={"siret": "siretFormat"})
    if not data.get("bcr") and not data.get("contract"):
        raise Refusal(400, "oneOfTwo", errors={"bcr": "oneOfTwo", "contract": "oneOfTwo"})
    given = [k for k in ("siret", "bcr", "contract", "last_name", "first_name") if data.get(k)]
    found = [a for a in accounts.values() if a["role"] == "administrator" and all(a[k] == data[k] for k in given)]
    if not found:
        raise Refusal(404, "notFound")
    recoverable(found[0])
    return {"identifier": found[0]["identifier"]}

def regenerate(session, data):
    asked = ["last_name", "first_name", "identifier", "email", "question", "answer"]
    data = fields(data, asked)
    account = accounts.get(data["identifier"])
    if not account or account["role"] != "administrator" or any(account[k] != data[k] for k in asked[:4]):
        raise Refusal(404, "mismatch")
    recoverable(account)
    if account["question"] != data["question"] or account["answer"] != data["answer"]:
        raise Refusal(404, "mismatch")
    renew(account)
    threading.Thread(target=send, args=(account["email"], account["confidential_code"]), daemon=True).start()
    session["sound"] = secrets.token_urlsafe(9), account["certification"]
    return {"certification": account["certification"], "sound": f"/api/son/{session['sound'][0]}.wav"}

def question(session, data):
    data = fields(data, ["question", "answer"])
    return me(session).update(question=data["question"], answer=data["answer"], first_login_done=True) or {}

def colleagues(session, data):
    mine = me(session)
    if mine["role"] != "administrator":
        raise Refusal(403, "adminOnly")
    return [{k: a[k] for k in ("identifier", "last_name", "first_name", "email", "role")} for a in accounts.values() if a["siret"] == mine["siret"]]

def colleague(session, data):
    account = accounts.get(data.get("identifier"))
    if not account or account is me(session) or account["identifier"] not in [a["identifier"] for a in colleagues(session, data)]:
        raise Refusal(403, "adminOnly")
    account.update(confidential_code=confidential(), certification=None, tries=0, revoked=None)
    return {"code": account["confidential_code"]}

def ask(session, data):
    words = fields(data, ["text"])["text"].lower()
    return {"answer": next((f["answer"] for f in content["ariane"] if any(w in words for w in f["words"])), content["arianeElse"])}

def sound(code):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["espeak-ng", "-v", "fr-fr", "-s", "120", "-w", folder + "/code.wav", " . ".join(code)], check=True)
        return open(folder + "/code.wav", "rb").read()

GETS = {"/api/session": lambda s, d: state(s), "/api/content": lambda s, d: content, "/api/utilisateurs": colleagues}
POSTS = {"/api/connexion": login, "/api/certification": certification, "/api/codes/recherche": search, "/api/codes/regeneration": regenerate,
         "/api/question": question, "/api/utilisateurs/regeneration": colleague, "/api/deconnexion": lambda s, d: s.clear() or {}, "/api/ariane": ask}

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version, wbufsize, server_version, sys_version = "HTTP/1.1", -1, "Apache", ""

    log_message = lambda self, *args: None

    def reply(self, status, body, kind="text/plain", cache="no-store", cookie=None):
        self.send_response(status)
        for name, value in [("Content-Type", kind), ("Content-Length", len(body)), ("Cache-Control", cache), ("X-Frame-Options", "SAMEORIGIN")] + [("Set-Cookie", cookie)] * bool(cookie):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    def session(self):
        cookies = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
        session, cookie = sessions.get("EMPSESSION" in cookies and cookies["EMPSESSION"].value), None
        if not session or session.get("seen", 0) < time.time() - IDLE:
            sid, session = secrets.token_urlsafe(24), {"csrf": secrets.token_urlsafe(18)}
            sessions[sid], cookie = session, f"EMPSESSION={sid}; Path=/; HttpOnly; SameSite=Lax"
        session["seen"] = time.time()
        return session, cookie

    def service(self, table, path, data):
        with lock:
            session, cookie = self.session()
            try:
                if self.command == "POST" and self.headers.get("X-CSRF-Token") != session["csrf"]:
                    raise Refusal(403, "csrf")
                status, body = 200, table[path](session, data)
            except Refusal as refusal:
                status, body = refusal.status, refusal.body
        self.reply(status, json.dumps(body, ensure_ascii=False).encode(), "application/json; charset=utf-8", cookie=cookie)

    def do_POST(self):
        path, data = self.path.split("?")[0], self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path not in POSTS or not data.startswith(b"{"):
            return self.reply(404, b"404")
        self.service(POSTS, path, json.loads(data))

    def do_GET(self):
        path = self.path.split("?")[0]
        if path in GETS:
            return self.service(GETS, path, {})
        name = "index.html" if path == "/" else path.lstrip("/")
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        kind += "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "javascript", "xml")) else ""
        if path.startswith("/api/son/"):
            token, code = self.session()[0].get("sound", ("", ""))
            return self.reply(200, sound(code), "audio/wav") if path == f"/api/son/{token}.wav" else self.reply(404, b"404")
        if name in FILES and name not in ("server.py", "content.json"):
            return self.reply(200, FILES[name].encode(), kind)
        for root in ROOTS if name.startswith("resources/") and ".." not in name else []:
            if (root / name[10:]).is_file():
                return self.reply(200, (root / name[10:]).read_bytes(), kind, "max-age=86400")
        self.reply(404, b"404")

    do_HEAD = do_GET

http.server.ThreadingHTTPServer.request_queue_size = 128
http.server.ThreadingHTTPServer(("127.0.0.1", ARGS.port), Handler).serve_forever()
