import React, { Component, useCallback, useEffect, useMemo, useState } from 'react'
import ReactDOM from 'react-dom'
import { BrowserRouter, Routes, Route, useLocation } from 'react-router-dom'
import { Ctx, translate, Global, Toasts, Skeleton, Page, Banner } from './ui'
import { Home, Login, Info, NotFound } from './public'
import { Lost, LostUser, Search, Found, Regenerate, Done } from './lost'
import { Certification, Me } from './space'

const ADDRESSES = { en: { lost: '/lost-codes', user: '/lost-codes/user', search: '/lost-codes/find', found: '/lost-codes/found', regen: '/lost-codes/new', done: '/lost-codes/done', login: '/login', cert: '/login/certification', me: '/account' },
  fr: { lost: '/codes-perdus', user: '/codes-perdus/utilisateur', search: '/codes-perdus/recherche', found: '/codes-perdus/identifiant', regen: '/codes-perdus/regeneration', done: '/codes-perdus/certification', login: '/connexion', cert: '/connexion/certification', me: '/espace' } }

class Boundary extends Component {
  constructor(props) { super(props); this.state = { broken: false } }
  static getDerivedStateFromError() { return { broken: true } }
  render() { return this.state.broken ? <Page><Banner>{this.props.text}</Banner></Page> : this.props.children }
}

function ScrollUp() {
  const { pathname } = useLocation()
  useEffect(() => window.scrollTo(0, 0), [pathname])
  return null
}

function App({ boot }) {
  const { messages, questions, ui } = boot
  const [token, setTokenState] = useState(() => sessionStorage.getItem('token'))
  const [lost, setLost] = useState({}) // what the steps of « Codes perdus » hand on: never stored
  const [challenge, setChallenge] = useState(null)
  const [toasts, setToasts] = useState([])
  const [scale, setScale] = useState(100)
  const [user, setUser] = useState(null)
  const t = useCallback((k, v) => translate(messages, k, v), [messages])
  const setToken = useCallback((x) => { x ? sessionStorage.setItem('token', x) : sessionStorage.removeItem('token'); setTokenState(x); if (!x) setUser(null) }, [])
  const toast = useCallback((text) => {
    const id = Math.random()
    setToasts((l) => [...l, { id, text }])
    setTimeout(() => setToasts((l) => l.filter((x) => x.id !== id)), 5000)
  }, [])
  const call = useCallback(async (path, body) => {
    const headers = { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(token ? { Authorization: `Bearer ${token}` } : {}) }
    let res, data
    try {
      res = await fetch(`/api${path}`, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) })
      data = await res.json()
    } catch (e) { throw { error: 'network' } }
    if (!res.ok) throw data
    return data
  }, [token])
  useEffect(() => { if (token) call('/me').then(setUser, (e) => { if (e.error === 'session') setToken(null) }) }, [token])
  const value = useMemo(() => ({ t, ui, questions, token, setToken, lost, setLost, challenge, setChallenge, toast, call, scale, setScale, user, setUser, to: ui['english-addresses'] ? ADDRESSES.en : ADDRESSES.fr }),
    [t, ui, questions, token, lost, challenge, call, scale, user])
  const { to } = value
  return (
    <Ctx.Provider value={value}>
      <Global scale={scale} dark={ui['dark-theme']} />
      <Boundary text={t('crash.text')}>
        <BrowserRouter>
          <ScrollUp />
          <Routes>
            <Route path="/" element={<Home />} />
            <Route path={to.login} element={<Login />} />
            <Route path={to.cert} element={<Certification />} />
            <Route path={to.lost} element={<Lost />} />
            <Route path={to.user} element={<LostUser />} />
            <Route path={to.search} element={<Search />} />
            <Route path={to.found} element={<Found />} />
            <Route path={to.regen} element={<Regenerate />} />
            <Route path={to.done} element={<Done />} />
            <Route path={to.me} element={<Me />} />
            <Route path="/info/:slug" element={<Info />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </BrowserRouter>
      </Boundary>
      <Toasts items={toasts} />
    </Ctx.Provider>
  )
}

const root = document.getElementById('root')
ReactDOM.render(<Page><Skeleton /></Page>, root)
fetch('/api/bootstrap').then((r) => r.json())
  .then((boot) => ReactDOM.render(<App boot={boot} />, root))
  .catch(() => ReactDOM.render(<Page><p role="alert">Le service est momentanément indisponible.</p></Page>, root))
