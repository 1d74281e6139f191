import * as e from "react";
import { Component as t, createContext as n, memo as r, useCallback as i, useContext as a, useEffect as o, useId as s, useLayoutEffect as c, useMemo as l, useRef as u, useState as d, useSyncExternalStore as f } from "react";
import { Fragment as p, jsx as m, jsxs as h } from "react/jsx-runtime";
import { flushSync as g } from "react-dom";
// node_modules/@tanstack/react-query/build/modern/QueryClientProvider.js
var _ = e.createContext(void 0), v = (t) => {
	let n = e.useContext(_);
	if (t) return t;
	if (!n) throw Error("No QueryClient set, use QueryClientProvider to set one");
	return n;
}, y = ({ client: t, children: n }) => (e.useEffect(() => (t.mount(), () => {
	t.unmount();
}), [t]), /* @__PURE__ */ m(_.Provider, {
	value: t,
	children: n
})), b = {
	setTimeout: (e, t) => setTimeout(e, t),
	clearTimeout: (e) => clearTimeout(e),
	setInterval: (e, t) => setInterval(e, t),
	clearInterval: (e) => clearInterval(e)
}, x = new class {
	#e = b;
	setTimeoutProvider(e) {
		this.#e = e;
	}
	setTimeout(e, t) {
		return this.#e.setTimeout(e, t);
	}
	clearTimeout(e) {
		this.#e.clearTimeout(e);
	}
	setInterval(e, t) {
		return this.#e.setInterval(e, t);
	}
	clearInterval(e) {
		this.#e.clearInterval(e);
	}
}();
function ee(e) {
	setTimeout(e, 0);
}
// node_modules/@tanstack/query-core/build/modern/utils.js
var S = typeof window > "u" || "Deno" in globalThis;
function C() {}
function te(e, t) {
	return typeof e == "function" ? e(t) : e;
}
function ne(e) {
	return typeof e == "number" && e >= 0 && e !== Infinity;
}
function re(e, t) {
	return Math.max(e + (t || 0) - Date.now(), 0);
}
function w(e, t) {
	return typeof e == "function" ? e(t) : e;
}
function T(e, t) {
	let { type: n = "all", exact: r, fetchStatus: i, predicate: a, queryKey: o, stale: s } = e;
	if (o) {
		if (r) {
			if (t.queryHash !== ae(o, t.options)) return !1;
		} else if (!D(t.queryKey, o)) return !1;
	}
	if (n !== "all") {
		let e = t.isActive();
		if (n === "active" && !e || n === "inactive" && e) return !1;
	}
	return !(typeof s == "boolean" && t.isStale() !== s || i && i !== t.state.fetchStatus || a && !a(t));
}
function ie(e, t) {
	let { exact: n, status: r, predicate: i, mutationKey: a } = e;
	if (a) {
		if (!t.options.mutationKey) return !1;
		if (n) {
			if (E(t.options.mutationKey) !== E(a)) return !1;
		} else if (!D(t.options.mutationKey, a)) return !1;
	}
	return !(r && t.state.status !== r || i && !i(t));
}
function ae(e, t) {
	return (t?.queryKeyHashFn || E)(e);
}
function E(e) {
	return JSON.stringify(e, (e, t) => ue(t) ? Object.keys(t).sort().reduce((e, n) => (e[n] = t[n], e), {}) : t);
}
function D(e, t) {
	if (e === t) return !0;
	if (typeof e != typeof t) return !1;
	if (e && t && typeof e == "object" && typeof t == "object") {
		if (Array.isArray(e) && Array.isArray(t)) {
			if (t.length > e.length) return !1;
			for (let n = 0; n < t.length; n++) if (!D(e[n], t[n])) return !1;
			return !0;
		}
		let n = Object.keys(t);
		for (let r of n) if (!D(e[r], t[r])) return !1;
		return !0;
	}
	return !1;
}
var oe = Object.prototype.hasOwnProperty;
function se(e, t, n = 0) {
	if (e === t) return e;
	if (n > 500) return t;
	let r = le(e) && le(t);
	if (!r && !(ue(e) && ue(t))) return t;
	let i = (r ? e : Object.keys(e)).length, a = r ? t : Object.keys(t), o = a.length, s = r ? Array(o) : {}, c = 0;
	for (let l = 0; l < o; l++) {
		let o = r ? l : a[l], u = e[o], d = t[o];
		if (u === d) {
			s[o] = u, (r ? l < i : oe.call(e, o)) && c++;
			continue;
		}
		if (u === null || d === null || typeof u != "object" || typeof d != "object") {
			s[o] = d;
			continue;
		}
		let f = se(u, d, n + 1);
		s[o] = f, f === u && c++;
	}
	return i === o && c === i ? e : s;
}
function ce(e, t) {
	if (!t || Object.keys(e).length !== Object.keys(t).length) return !1;
	for (let n of Object.keys(e)) if (!oe.call(t, n) || e[n] !== t[n]) return !1;
	return !0;
}
function le(e) {
	return Array.isArray(e) && e.length === Object.keys(e).length;
}
function ue(e) {
	if (!de(e)) return !1;
	let t = Object.getPrototypeOf(e), n = t?.constructor;
	if (n === void 0) return !0;
	if (typeof n != "function") return !1;
	let r = n.prototype;
	return !(!de(r) || !r.hasOwnProperty("isPrototypeOf") || t !== Object.prototype);
}
function de(e) {
	return Object.prototype.toString.call(e) === "[object Object]";
}
function fe(e) {
	return new Promise((t) => {
		x.setTimeout(t, e);
	});
}
function pe(e, t, n) {
	return typeof n.structuralSharing == "function" ? n.structuralSharing(e, t) : n.structuralSharing === !1 ? t : se(e, t);
}
function me(e) {
	return e;
}
function he(e, t, n = 0) {
	let r = [...e, t];
	return n && r.length > n ? r.slice(-n) : r;
}
function ge(e, t, n = 0) {
	let r = [t, ...e];
	return n && r.length > n ? r.slice(0, n) : r;
}
var _e = Symbol();
function ve(e, t) {
	return !e.queryFn && t?.initialPromise ? () => t.initialPromise : !e.queryFn || e.queryFn === _e ? () => Promise.reject(/* @__PURE__ */ Error(`Missing queryFn: '${e.queryHash}'`)) : e.queryFn;
}
function ye(e, t) {
	return typeof e == "function" ? e(...t) : !!e;
}
var be = Symbol();
function xe(e, t, n, r) {
	let i = !1, a;
	return Object.defineProperties(e, {
		[be]: { value: r },
		signal: {
			enumerable: !0,
			get: () => (a ??= t(), i || (i = !0, a.aborted ? n() : a.addEventListener("abort", n, { once: !0 })), a)
		}
	}), e;
}
// node_modules/@tanstack/query-core/build/modern/environmentManager.js
var Se = () => S, Ce = () => Se(), O = class {
	constructor() {
		this.listeners = /* @__PURE__ */ new Set(), this.subscribe = this.subscribe.bind(this);
	}
	subscribe(e) {
		return this.listeners.add(e), this.onSubscribe(), () => {
			this.listeners.delete(e), this.onUnsubscribe();
		};
	}
	hasListeners() {
		return this.listeners.size > 0;
	}
	onSubscribe() {}
	onUnsubscribe() {}
}, we = new class extends O {
	#e;
	#t;
	#n;
	constructor() {
		super(), this.#n = (e) => {
			if (typeof window < "u" && window.addEventListener) {
				let t = () => e();
				return window.addEventListener("visibilitychange", t, !1), () => {
					window.removeEventListener("visibilitychange", t);
				};
			}
		};
	}
	onSubscribe() {
		this.#t || this.setEventListener(this.#n);
	}
	onUnsubscribe() {
		this.hasListeners() || (this.#t?.(), this.#t = void 0);
	}
	setEventListener(e) {
		this.#n = e, this.#t?.(), this.#t = e((e) => {
			typeof e == "boolean" ? this.setFocused(e) : this.onFocus();
		});
	}
	setFocused(e) {
		this.#e !== e && (this.#e = e, this.onFocus());
	}
	onFocus() {
		let e = this.isFocused();
		this.listeners.forEach((t) => {
			t(e);
		});
	}
	isFocused() {
		return typeof this.#e == "boolean" ? this.#e : globalThis.document?.visibilityState !== "hidden";
	}
}(), Te = ee;
function Ee() {
	let e = [], t = 0, n = (e) => {
		e();
	}, r = (e) => {
		e();
	}, i = Te, a = (r) => {
		t ? e.push(r) : i(() => {
			n(r);
		});
	}, o = () => {
		let t = e;
		e = [], t.length && i(() => {
			r(() => {
				t.forEach((e) => {
					n(e);
				});
			});
		});
	};
	return {
		batch: (e) => {
			let n;
			t++;
			try {
				n = e();
			} finally {
				t--, t || o();
			}
			return n;
		},
		batchCalls: (e) => (...t) => {
			a(() => {
				e(...t);
			});
		},
		schedule: a,
		setNotifyFunction: (e) => {
			n = e;
		},
		setBatchNotifyFunction: (e) => {
			r = e;
		},
		setScheduler: (e) => {
			i = e;
		}
	};
}
var k = Ee(), De = new class extends O {
	#e = !0;
	#t;
	#n;
	constructor() {
		super(), this.#n = (e) => {
			if (typeof window < "u" && window.addEventListener) {
				let t = () => e(!0), n = () => e(!1);
				return window.addEventListener("online", t, !1), window.addEventListener("offline", n, !1), () => {
					window.removeEventListener("online", t), window.removeEventListener("offline", n);
				};
			}
		};
	}
	onSubscribe() {
		this.#t || this.setEventListener(this.#n);
	}
	onUnsubscribe() {
		this.hasListeners() || (this.#t?.(), this.#t = void 0);
	}
	setEventListener(e) {
		this.#n = e, this.#t?.(), this.#t = e(this.setOnline.bind(this));
	}
	setOnline(e) {
		this.#e !== e && (this.#e = e, this.listeners.forEach((t) => {
			t(e);
		}));
	}
	isOnline() {
		return this.#e;
	}
}();
// node_modules/@tanstack/query-core/build/modern/retryer.js
function Oe(e) {
	return Math.min(1e3 * 2 ** e, 3e4);
}
function ke(e) {
	return (e ?? "online") !== "online" || De.isOnline();
}
var Ae = class extends Error {
	constructor(e) {
		super("CancelledError"), this.revert = e?.revert, this.silent = e?.silent;
	}
};
function je(e) {
	let t = !1, n = 0, r, i = "pending", a, o, s = new Promise((e, t) => {
		a = e, o = t;
	});
	s.catch(C);
	let c = () => i !== "pending", l = (t) => {
		if (!c()) {
			let n = new Ae(t);
			h(n), e.onCancel?.(n);
		}
	}, u = () => {
		t = !0;
	}, d = () => {
		t = !1;
	}, f = () => we.isFocused() && (e.networkMode === "always" || De.isOnline()) && e.canRun(), p = () => ke(e.networkMode) && e.canRun(), m = (e) => {
		c() || (r?.(), i = "resolved", a(e));
	}, h = (e) => {
		c() || (r?.(), i = "rejected", o(e));
	}, g = (t) => new Promise((n) => {
		r = (e) => {
			(c() || t()) && n(e);
		}, e.onPause?.();
	}).then(() => {
		r = void 0, c() || e.onContinue?.();
	}), _ = () => {
		if (c()) return;
		let r, i = n === 0 ? e.initialPromise : void 0;
		try {
			r = i ?? e.fn();
		} catch (e) {
			r = Promise.reject(e);
		}
		Promise.resolve(r).then(m).catch((r) => {
			if (c()) return;
			let i = e.retry ?? (Ce() ? 0 : 3), a = e.retryDelay ?? Oe, o = typeof a == "function" ? a(n, r) : a, s = i === !0 || typeof i == "number" && n < i || typeof i == "function" && i(n, r);
			t || !s ? h(r) : (n++, e.onFail?.(n, r), fe(o).then(() => c() || f() ? void 0 : g(f)).then(() => {
				t ? h(r) : _();
			}));
		});
	};
	return {
		promise: s,
		status: () => i,
		cancel: l,
		continue: () => (r?.(), s),
		cancelRetry: u,
		continueRetry: d,
		canStart: p,
		start: () => (p() ? _() : g(p).then(_), s)
	};
}
// node_modules/@tanstack/query-core/build/modern/infiniteQueryBehavior.js
function Me(e) {
	return { onFetch: (t, n) => {
		let r = t.options, i = t.fetchOptions?.meta?.fetchMore?.direction, a = t.state.data?.pages || [], o = t.state.data?.pageParams || [], s = {
			pages: [],
			pageParams: []
		}, c = 0, l = async () => {
			let n = !1, l = t, u = (e) => {
				xe(e, () => t.signal, () => n = !0, l[be]);
			}, d = ve(t.options, t.fetchOptions), f = async (e, r, i) => {
				if (n) return Promise.reject(t.signal.reason);
				if (r == null && e.pages.length) return Promise.resolve(e);
				let a = (() => {
					let e = {
						client: t.client,
						queryKey: t.queryKey,
						pageParam: r,
						direction: i ? "backward" : "forward",
						meta: t.options.meta
					};
					return u(e), e;
				})(), o = await d(a), { maxPages: s } = t.options, c = i ? ge : he;
				return {
					pages: c(e.pages, o, s),
					pageParams: c(e.pageParams, r, s)
				};
			};
			if (i && a.length) {
				let e = i === "backward", t = e ? Pe : Ne, n = {
					pages: a,
					pageParams: o
				};
				s = await f(n, t(r, n), e);
			} else {
				let t = e ?? a.length;
				do {
					let e = c === 0 ? o[0] === void 0 ? r.initialPageParam : o[0] : Ne(r, s);
					if (c > 0 && e == null) break;
					s = await f(s, e), c++;
				} while (c < t);
			}
			return s;
		};
		t.fetchFn = t.options.persister ? () => t.options.persister?.(l, {
			client: t.client,
			queryKey: t.queryKey,
			meta: t.options.meta,
			signal: t.signal
		}, n) : l;
	} };
}
function Ne(e, { pages: t, pageParams: n }) {
	let r = t.length - 1;
	return t.length > 0 ? e.getNextPageParam(t[r], t, n[r], n) : void 0;
}
function Pe(e, { pages: t, pageParams: n }) {
	return t.length > 0 ? e.getPreviousPageParam?.(t[0], t, n[0], n) : void 0;
}
// node_modules/@tanstack/query-core/build/modern/removable.js
var Fe = class {
	#e;
	destroy() {
		this.clearGcTimeout();
	}
	scheduleGc() {
		this.clearGcTimeout(), ne(this.gcTime) && (this.#e = x.setTimeout(() => {
			this.optionalRemove();
		}, this.gcTime));
	}
	updateGcTime(e) {
		this.gcTime = Math.max(this.gcTime || 0, e ?? (Ce() ? Infinity : 3e5));
	}
	clearGcTimeout() {
		this.#e !== void 0 && (x.clearTimeout(this.#e), this.#e = void 0);
	}
}, Ie = class extends Fe {
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o;
	#s;
	#c;
	constructor(e) {
		super(), this.#c = !1, this.#s = e.defaultOptions, this.setOptions(e.options), this.observers = [], this.#i = e.client, this.#r = this.#i.getQueryCache(), this.queryKey = e.queryKey, this.queryHash = e.queryHash, this.#t = ze(this.options), this.state = e.state ?? this.#t, this.scheduleGc();
	}
	get meta() {
		return this.options.meta;
	}
	get queryType() {
		return this.#e;
	}
	get promise() {
		return this.#a?.promise;
	}
	setOptions(e) {
		if (this.options = {
			...this.#s,
			...e
		}, e?._type && (this.#e = e._type), this.updateGcTime(this.options.gcTime), this.state && this.state.data === void 0) {
			let e = ze(this.options);
			e.data !== void 0 && (this.setState(Re(e.data, e.dataUpdatedAt)), this.#t = e);
		}
	}
	optionalRemove() {
		!this.observers.length && this.state.fetchStatus === "idle" && this.#r.remove(this);
	}
	setData(e, t) {
		let n = pe(this.state.data, e, this.options);
		return this.#l({
			data: n,
			type: "success",
			dataUpdatedAt: t?.updatedAt,
			manual: t?.manual
		}), n;
	}
	setState(e) {
		this.#l({
			type: "setState",
			state: e
		});
	}
	cancel(e) {
		let t = this.#a?.promise;
		return this.#a?.cancel(e), t ? t.then(C).catch(C) : Promise.resolve();
	}
	destroy() {
		super.destroy(), this.cancel({ silent: !0 });
	}
	get resetState() {
		return this.#t;
	}
	reset() {
		this.destroy(), this.setState(this.resetState);
	}
	isActive() {
		return this.observers.some((e) => w(e.options.enabled, this) !== !1);
	}
	isDisabled() {
		return this.getObserversCount() > 0 ? !this.isActive() : this.options.queryFn === _e || !this.isFetched();
	}
	isFetched() {
		return this.state.dataUpdateCount + this.state.errorUpdateCount > 0;
	}
	isStatic() {
		return this.state.data !== void 0 && this.getObserversCount() > 0 && this.observers.some((e) => w(e.options.staleTime, this) === "static");
	}
	isStale() {
		return this.getObserversCount() > 0 ? this.observers.some((e) => e.getCurrentResult().isStale) : this.state.data === void 0 || this.state.isInvalidated;
	}
	isStaleByTime(e = 0) {
		return this.state.data === void 0 ? !0 : e === "static" ? !1 : this.state.isInvalidated ? !0 : !re(this.state.dataUpdatedAt, e);
	}
	onFocus() {
		this.observers.find((e) => e.shouldFetchOnWindowFocus())?.refetch({ cancelRefetch: !1 }), this.#a?.continue();
	}
	onOnline() {
		this.observers.find((e) => e.shouldFetchOnReconnect())?.refetch({ cancelRefetch: !1 }), this.#a?.continue();
	}
	addObserver(e) {
		this.observers.includes(e) || (this.observers.push(e), this.clearGcTimeout(), this.#r.notify({
			type: "observerAdded",
			query: this,
			observer: e
		}));
	}
	removeObserver(e) {
		let t = this.observers.indexOf(e);
		t !== -1 && (this.observers.splice(t, 1), this.observers.length || (this.#a && (this.#c || this.state.fetchStatus === "paused" && this.state.status === "pending" ? this.#a.cancel({ revert: !0 }) : this.#a.cancelRetry()), this.scheduleGc()), this.#r.notify({
			type: "observerRemoved",
			query: this,
			observer: e
		}));
	}
	getObserversCount() {
		return this.observers.length;
	}
	invalidate() {
		this.state.isInvalidated || this.#l({ type: "invalidate" });
	}
	async fetch(e, t) {
		if (this.state.fetchStatus !== "idle" && this.#a?.status() !== "rejected") {
			if (this.state.data !== void 0 && t?.cancelRefetch) this.cancel({ silent: !0 });
			else if (this.#a && this.#o) return this.#a.continueRetry(), this.#o;
		}
		if (e && this.setOptions(e), !this.options.queryFn) {
			let e = this.observers.find((e) => e.options.queryFn);
			e && this.setOptions(e.options);
		}
		let n = new AbortController(), r = (e) => {
			Object.defineProperties(e, {
				[be]: {
					value: n.signal,
					enumerable: !0
				},
				signal: {
					enumerable: !0,
					get: () => (this.#c = !0, n.signal)
				}
			});
		}, i = () => {
			let e = ve(this.options, t), n = (() => {
				let e = {
					client: this.#i,
					queryKey: this.queryKey,
					meta: this.meta
				};
				return r(e), e;
			})();
			return this.#c = !1, this.options.persister ? this.options.persister(e, n, this) : e(n);
		}, a = (() => {
			let e = {
				fetchOptions: t,
				options: this.options,
				queryKey: this.queryKey,
				client: this.#i,
				state: this.state,
				fetchFn: i
			};
			return r(e), e;
		})();
		(this.#e === "infinite" ? Me(this.options.pages) : this.options.behavior)?.onFetch(a, this), this.#n = this.state, (this.state.fetchStatus === "idle" || this.state.fetchMeta !== a.fetchOptions?.meta) && this.#l({
			type: "fetch",
			meta: a.fetchOptions?.meta
		});
		let o = this.#a = je({
			initialPromise: t?.initialPromise,
			fn: a.fetchFn,
			onCancel: (e) => {
				e instanceof Ae && e.revert && this.setState({
					...this.#n,
					fetchStatus: "idle"
				}), n.abort();
			},
			onFail: (e, t) => {
				this.#l({
					type: "failed",
					failureCount: e,
					error: t
				});
			},
			onPause: () => {
				this.#l({ type: "pause" });
			},
			onContinue: () => {
				this.#l({ type: "continue" });
			},
			retry: a.options.retry,
			retryDelay: a.options.retryDelay,
			networkMode: a.options.networkMode,
			canRun: () => !0
		}), s = (async () => {
			try {
				let e = await o.promise;
				if (e === void 0) throw Error(`${this.queryHash} data is undefined`);
				return this.setData(e), this.#r.config.onSuccess?.(e, this), this.#r.config.onSettled?.(e, this.state.error, this), e;
			} catch (e) {
				if (e instanceof Ae) {
					if (e.silent) {
						if (this.#a !== o && this.#o) return this.#o;
						throw e;
					}
					if (e.revert) {
						if (this.state.data === void 0) throw e;
						return this.state.data;
					}
				}
				throw this.#l({
					type: "error",
					error: e
				}), this.#r.config.onError?.(e, this), this.#r.config.onSettled?.(this.state.data, e, this), e;
			} finally {
				this.#a === o && (this.#a = void 0, this.#o = void 0), this.scheduleGc();
			}
		})();
		return this.#o = s, o.start(), s;
	}
	#l(e) {
		let t = (t) => {
			switch (e.type) {
				case "failed": return {
					...t,
					fetchFailureCount: e.failureCount,
					fetchFailureReason: e.error
				};
				case "pause": return {
					...t,
					fetchStatus: "paused"
				};
				case "continue": return {
					...t,
					fetchStatus: "fetching"
				};
				case "fetch": return {
					...t,
					...Le(t.data, this.options),
					fetchMeta: e.meta ?? null
				};
				case "success": {
					let n = {
						...t,
						...Re(e.data, e.dataUpdatedAt),
						dataUpdateCount: t.dataUpdateCount + 1,
						...!e.manual && {
							fetchStatus: "idle",
							fetchFailureCount: 0,
							fetchFailureReason: null
						}
					};
					return this.#n = e.manual ? n : void 0, n;
				}
				case "error": {
					let n = e.error;
					return {
						...t,
						error: n,
						errorUpdateCount: t.errorUpdateCount + 1,
						errorUpdatedAt: Date.now(),
						fetchFailureCount: t.fetchFailureCount + 1,
						fetchFailureReason: n,
						fetchStatus: "idle",
						status: "error",
						isInvalidated: !0
					};
				}
				case "invalidate": return {
					...t,
					isInvalidated: !0
				};
				case "setState": return {
					...t,
					...e.state
				};
			}
		};
		this.state = t(this.state), k.batch(() => {
			this.observers.slice().forEach((e) => {
				e.onQueryUpdate();
			}), this.#r.notify({
				query: this,
				type: "updated",
				action: e
			});
		});
	}
};
function Le(e, t) {
	return {
		fetchFailureCount: 0,
		fetchFailureReason: null,
		fetchStatus: ke(t.networkMode) ? "fetching" : "paused",
		...e === void 0 && {
			error: null,
			status: "pending"
		}
	};
}
function Re(e, t) {
	return {
		data: e,
		dataUpdatedAt: t ?? Date.now(),
		error: null,
		isInvalidated: !1,
		status: "success"
	};
}
function ze(e) {
	let t = typeof e.initialData == "function" ? e.initialData() : e.initialData, n = t !== void 0, r = n ? typeof e.initialDataUpdatedAt == "function" ? e.initialDataUpdatedAt() : e.initialDataUpdatedAt : 0;
	return {
		data: t,
		dataUpdateCount: 0,
		dataUpdatedAt: n ? r ?? Date.now() : 0,
		error: null,
		errorUpdateCount: 0,
		errorUpdatedAt: 0,
		fetchFailureCount: 0,
		fetchFailureReason: null,
		fetchMeta: null,
		isInvalidated: !1,
		status: n ? "success" : "pending",
		fetchStatus: "idle"
	};
}
// node_modules/@tanstack/query-core/build/modern/queryObserver.js
var Be = class extends O {
	#e;
	#t = void 0;
	#n = void 0;
	#r = void 0;
	#i;
	#a;
	#o;
	#s;
	#c;
	#l;
	#u;
	#d;
	#f;
	#p = /* @__PURE__ */ new Set();
	constructor(e, t) {
		super(), this.options = t, this.#e = e, this.#o = null, this.bindMethods(), this.setOptions(t);
	}
	bindMethods() {
		this.refetch = this.refetch.bind(this);
	}
	onSubscribe() {
		this.listeners.size === 1 && (this.#t.addObserver(this), He(this.#t, this.options) ? this.#m() : this.updateResult(), this.#y());
	}
	onUnsubscribe() {
		this.hasListeners() || this.destroy();
	}
	shouldFetchOnReconnect() {
		return Ue(this.#t, this.options, this.options.refetchOnReconnect);
	}
	shouldFetchOnWindowFocus() {
		return Ue(this.#t, this.options, this.options.refetchOnWindowFocus);
	}
	destroy() {
		this.listeners = /* @__PURE__ */ new Set(), this.#b(), this.#x(), this.#t.removeObserver(this);
	}
	setOptions(e) {
		let t = this.options, n = this.#t;
		if (this.options = this.#e.defaultQueryOptions(e), this.options.enabled !== void 0 && typeof this.options.enabled != "boolean" && typeof this.options.enabled != "function" && typeof w(this.options.enabled, this.#t) != "boolean") throw Error("Expected enabled to be a boolean or a callback that returns a boolean");
		this.#S(), this.#t.setOptions(this.options), t._defaulted && !ce(this.options, t) && this.#e.getQueryCache().notify({
			type: "observerOptionsUpdated",
			query: this.#t,
			observer: this
		});
		let r = this.hasListeners();
		r && We(this.#t, n, this.options, t) && this.#m(), this.updateResult(), r && (this.#t !== n || w(this.options.enabled, this.#t) !== w(t.enabled, this.#t) || w(this.options.staleTime, this.#t) !== w(t.staleTime, this.#t)) && this.#g();
		let i = this.#_();
		r && (this.#t !== n || w(this.options.enabled, this.#t) !== w(t.enabled, this.#t) || i !== this.#f) && this.#v(i);
	}
	getOptimisticResult(e) {
		let t = this.#e.getQueryCache().build(this.#e, e), n = this.createResult(t, e);
		return ce(this.getCurrentResult(), n) || (this.#r = n, this.#a = this.options, this.#i = this.#t.state), n;
	}
	getCurrentResult() {
		return this.#r;
	}
	trackResult(e, t) {
		return new Proxy(e, { get: (e, n) => (this.trackProp(n), t?.(n), Reflect.get(e, n)) });
	}
	trackProp(e) {
		this.#p.add(e);
	}
	getCurrentQuery() {
		return this.#t;
	}
	refetch({ ...e } = {}) {
		return this.fetch({ ...e });
	}
	fetchOptimistic(e) {
		let t = this.#e.defaultQueryOptions(e), n = this.#e.getQueryCache().build(this.#e, t), r = () => {}, i, a = new Promise((e) => {
			i = e, r = this.#e.getQueryCache().subscribe((i) => {
				i.type === "updated" && i.query.queryHash === n.queryHash && n.state.data !== void 0 && (r(), e(this.createResult(n, t)));
			});
		});
		return Promise.race([n.fetch(t).then(() => {
			let e = this.createResult(n, t);
			return i?.(e), e;
		}).finally(() => {
			r();
		}), a]);
	}
	fetch(e) {
		return this.#m({
			...e,
			cancelRefetch: e.cancelRefetch ?? !0
		}).then(() => (this.updateResult(), this.#r));
	}
	#m(e) {
		this.#S();
		let t = this.#t.fetch(this.options, e);
		return e?.throwOnError || (t = t.catch(C)), t;
	}
	#h(e) {
		return !Ce() && w(this.options.enabled, this.#t) !== !1 && ne(e);
	}
	#g() {
		this.#b();
		let e = w(this.options.staleTime, this.#t);
		if (this.#r.isStale || !this.#h(e)) return;
		let t = re(this.#r.dataUpdatedAt, e) + 1;
		this.#u = x.setTimeout(() => {
			this.#r.isStale || this.updateResult();
		}, t);
	}
	#_() {
		return w(this.options.refetchInterval, this.#t) ?? !1;
	}
	#v(e) {
		this.#x(), this.#f = e, this.#f !== 0 && this.#h(this.#f) && (this.#d = x.setInterval(() => {
			(this.options.refetchIntervalInBackground || we.isFocused()) && this.#m();
		}, this.#f));
	}
	#y() {
		this.#g(), this.#v(this.#_());
	}
	#b() {
		this.#u !== void 0 && (x.clearTimeout(this.#u), this.#u = void 0);
	}
	#x() {
		this.#d !== void 0 && (x.clearInterval(this.#d), this.#d = void 0);
	}
	createResult(e, t) {
		let n = this.#t, r = this.options, i = this.#r, a = this.#i, o = this.#a, s = e === n ? this.#n : e.state, { state: c } = e, l = { ...c }, u = !1, d;
		if (t._optimisticResults) {
			let i = this.hasListeners(), a = !i && He(e, t), o = i && We(e, n, t, r);
			(a || o) && (l = {
				...l,
				...Le(c.data, e.options)
			}), t._optimisticResults === "isRestoring" && (l.fetchStatus = "idle");
		}
		let { error: f, errorUpdatedAt: p, status: m } = l;
		d = l.data;
		let h = !1;
		if (t.placeholderData !== void 0 && d === void 0 && m === "pending") {
			let e;
			i?.isPlaceholderData && t.placeholderData === o?.placeholderData ? (e = i.data, h = !0) : e = typeof t.placeholderData == "function" ? t.placeholderData(this.#l?.state.data, this.#l) : t.placeholderData, e !== void 0 && (m = "success", d = pe(i?.data, e, t), u = !0);
		}
		if (t.select && d !== void 0 && !h) {
			if (i && d === a?.data && t.select === this.#s) d = this.#c;
			else try {
				this.#s = t.select, d = t.select(d), d = pe(i?.data, d, t), this.#c = d, this.#o = null;
			} catch (e) {
				this.#o = e;
			}
		} else d === void 0 && (this.#o = null);
		this.#o && (f = this.#o, d = this.#c, p = i?.error === f ? i.errorUpdatedAt : Date.now(), m = "error", u = !1);
		let g = l.fetchStatus === "fetching", _ = m === "pending", v = m === "error", y = _ && g, b = d !== void 0;
		return {
			status: m,
			fetchStatus: l.fetchStatus,
			isPending: _,
			isSuccess: m === "success",
			isError: v,
			isInitialLoading: y,
			isLoading: y,
			data: d,
			dataUpdatedAt: l.dataUpdatedAt,
			error: f,
			errorUpdatedAt: p,
			failureCount: l.fetchFailureCount,
			failureReason: l.fetchFailureReason,
			errorUpdateCount: l.errorUpdateCount,
			isFetched: e.isFetched(),
			isFetchedAfterMount: l.dataUpdateCount > s.dataUpdateCount || l.errorUpdateCount > s.errorUpdateCount,
			isFetching: g,
			isRefetching: g && !_,
			isLoadingError: v && !b,
			isPaused: l.fetchStatus === "paused",
			isPlaceholderData: u,
			isRefetchError: v && b,
			isStale: Ge(e, t),
			refetch: this.refetch,
			isEnabled: w(t.enabled, e) !== !1
		};
	}
	updateResult() {
		let e = this.#r, t = this.createResult(this.#t, this.options);
		if (this.#i = this.#t.state, this.#a = this.options, this.#i.data !== void 0 && (this.#l = this.#t), ce(t, e)) return;
		this.#r = t;
		let n = (() => {
			if (!e) return !0;
			let { notifyOnChangeProps: t } = this.options, n = typeof t == "function" ? t() : t;
			if (n === "all" || !n && !this.#p.size || this.options.throwOnError && this.#r.error !== e.error) return !0;
			for (let t of n ?? this.#p) if (this.#r[t] !== e[t]) return !0;
			return !1;
		})();
		k.batch(() => {
			n && this.listeners.forEach((e) => {
				e(this.#r);
			}), this.#e.getQueryCache().notify({
				query: this.#t,
				type: "observerResultsUpdated"
			});
		});
	}
	#S() {
		let e = this.#e.getQueryCache().build(this.#e, this.options);
		if (e === this.#t) return;
		let t = this.#t;
		this.#t = e, this.#n = e.state, this.hasListeners() && (t?.removeObserver(this), e.addObserver(this));
	}
	onQueryUpdate() {
		this.updateResult(), this.hasListeners() && this.#y();
	}
};
function Ve(e, t) {
	return w(t.enabled, e) !== !1 && e.state.data === void 0 && (e.state.status !== "error" || w(t.retryOnMount, e) !== !1);
}
function He(e, t) {
	return Ve(e, t) || e.state.data !== void 0 && Ue(e, t, t.refetchOnMount);
}
function Ue(e, t, n) {
	if (w(t.enabled, e) !== !1 && w(t.staleTime, e) !== "static") {
		let r = w(n, e);
		return r === "always" || r !== !1 && Ge(e, t);
	}
	return !1;
}
function We(e, t, n, r) {
	return (e !== t || w(r.enabled, e) === !1) && (!n.suspense || e.state.status !== "error") && Ge(e, n);
}
function Ge(e, t) {
	return w(t.enabled, e) !== !1 && e.isStaleByTime(w(t.staleTime, e));
}
// node_modules/@tanstack/query-core/build/modern/mutation.js
var Ke = class extends Fe {
	#e;
	#t;
	#n;
	#r;
	constructor(e) {
		super(), this.#e = e.client, this.mutationId = e.mutationId, this.#n = e.mutationCache, this.#t = [], this.state = e.state || qe(), this.setOptions(e.options), this.scheduleGc();
	}
	setOptions(e) {
		this.options = e, this.updateGcTime(this.options.gcTime);
	}
	get meta() {
		return this.options.meta;
	}
	addObserver(e) {
		this.#t.includes(e) || (this.#t.push(e), this.clearGcTimeout(), this.#n.notify({
			type: "observerAdded",
			mutation: this,
			observer: e
		}));
	}
	removeObserver(e) {
		this.#t = this.#t.filter((t) => t !== e), this.scheduleGc(), this.#n.notify({
			type: "observerRemoved",
			mutation: this,
			observer: e
		});
	}
	optionalRemove() {
		this.#t.length || (this.state.status === "pending" ? this.scheduleGc() : this.#n.remove(this));
	}
	continue() {
		return this.#r?.continue() ?? (this.state.status === "pending" ? this.execute(this.state.variables) : Promise.resolve());
	}
	async execute(e) {
		let t = () => {
			this.#i({ type: "continue" });
		}, n = {
			client: this.#e,
			meta: this.options.meta,
			mutationKey: this.options.mutationKey
		}, r = this.#r = je({
			fn: () => this.options.mutationFn ? this.options.mutationFn(e, n) : Promise.reject(/* @__PURE__ */ Error("No mutationFn found")),
			onFail: (e, t) => {
				this.#i({
					type: "failed",
					failureCount: e,
					error: t
				});
			},
			onPause: () => {
				this.#i({ type: "pause" });
			},
			onContinue: t,
			retry: this.options.retry ?? 0,
			retryDelay: this.options.retryDelay,
			networkMode: this.options.networkMode,
			canRun: () => this.#n.canRun(this)
		}), i = this.state.status === "pending", a = !r.canStart();
		try {
			if (i) t();
			else {
				this.#i({
					type: "pending",
					variables: e,
					isPaused: a
				}), this.#n.config.onMutate && await this.#n.config.onMutate(e, this, n);
				let t = await this.options.onMutate?.(e, n);
				t !== this.state.context && this.#i({
					type: "pending",
					context: t,
					variables: e,
					isPaused: a
				});
			}
			this.state.isPaused && r.canStart() && t();
			let o = await r.start();
			return await this.#n.config.onSuccess?.(o, e, this.state.context, this, n), await this.options.onSuccess?.(o, e, this.state.context, n), await this.#n.config.onSettled?.(o, null, this.state.variables, this.state.context, this, n), await this.options.onSettled?.(o, null, e, this.state.context, n), this.#i({
				type: "success",
				data: o
			}), o;
		} catch (t) {
			try {
				await this.#n.config.onError?.(t, e, this.state.context, this, n);
			} catch (e) {
				Promise.reject(e);
			}
			try {
				await this.options.onError?.(t, e, this.state.context, n);
			} catch (e) {
				Promise.reject(e);
			}
			try {
				await this.#n.config.onSettled?.(void 0, t, this.state.variables, this.state.context, this, n);
			} catch (e) {
				Promise.reject(e);
			}
			try {
				await this.options.onSettled?.(void 0, t, e, this.state.context, n);
			} catch (e) {
				Promise.reject(e);
			}
			throw this.#i({
				type: "error",
				error: t
			}), t;
		} finally {
			this.#r === r && (this.#r = void 0), this.#n.runNext(this);
		}
	}
	#i(e) {
		let t = (t) => {
			switch (e.type) {
				case "failed": return {
					...t,
					failureCount: e.failureCount,
					failureReason: e.error
				};
				case "pause": return {
					...t,
					isPaused: !0
				};
				case "continue": return {
					...t,
					isPaused: !1
				};
				case "pending": return {
					...t,
					context: e.context,
					data: void 0,
					failureCount: 0,
					failureReason: null,
					error: null,
					isPaused: e.isPaused,
					status: "pending",
					variables: e.variables,
					submittedAt: Date.now()
				};
				case "success": return {
					...t,
					data: e.data,
					failureCount: 0,
					failureReason: null,
					error: null,
					status: "success",
					isPaused: !1
				};
				case "error": return {
					...t,
					data: void 0,
					error: e.error,
					failureCount: t.failureCount + 1,
					failureReason: e.error,
					isPaused: !1,
					status: "error"
				};
			}
		};
		this.state = t(this.state), k.batch(() => {
			this.#t.forEach((t) => {
				t.onMutationUpdate(e);
			}), this.#n.notify({
				mutation: this,
				type: "updated",
				action: e
			});
		});
	}
};
function qe() {
	return {
		context: void 0,
		data: void 0,
		error: null,
		failureCount: 0,
		failureReason: null,
		isPaused: !1,
		status: "idle",
		variables: void 0,
		submittedAt: 0
	};
}
// node_modules/@tanstack/query-core/build/modern/mutationCache.js
var Je = class extends O {
	#e;
	#t;
	#n;
	constructor(e = {}) {
		super(), this.config = e, this.#e = /* @__PURE__ */ new Set(), this.#t = /* @__PURE__ */ new Map(), this.#n = 0;
	}
	build(e, t, n) {
		let r = new Ke({
			client: e,
			mutationCache: this,
			mutationId: ++this.#n,
			options: e.defaultMutationOptions(t),
			state: n
		});
		return this.add(r), r;
	}
	add(e) {
		this.#e.add(e);
		let t = A(e);
		if (typeof t == "string") {
			let n = this.#t.get(t);
			n ? n.push(e) : this.#t.set(t, [e]);
		}
		this.notify({
			type: "added",
			mutation: e
		});
	}
	remove(e) {
		if (this.#e.delete(e)) {
			let t = A(e);
			if (typeof t == "string") {
				let n = this.#t.get(t);
				if (n) {
					if (n.length > 1) {
						let t = n.indexOf(e);
						t !== -1 && n.splice(t, 1);
					} else n[0] === e && this.#t.delete(t);
				}
			}
		}
		this.notify({
			type: "removed",
			mutation: e
		});
	}
	canRun(e) {
		let t = A(e);
		if (typeof t == "string") {
			let n = this.#t.get(t)?.find((e) => e.state.status === "pending");
			return !n || n === e;
		}
		return !0;
	}
	runNext(e) {
		let t = A(e);
		return typeof t == "string" ? (this.#t.get(t)?.find((t) => t !== e && t.state.isPaused))?.continue() ?? Promise.resolve() : Promise.resolve();
	}
	clear() {
		k.batch(() => {
			let e = this.getAll();
			this.#e.clear(), this.#t.clear(), e.forEach((e) => {
				this.notify({
					type: "removed",
					mutation: e
				});
			});
		});
	}
	getAll() {
		return Array.from(this.#e);
	}
	find(e) {
		let t = {
			exact: !0,
			...e
		};
		return this.getAll().find((e) => ie(t, e));
	}
	findAll(e = {}) {
		return this.getAll().filter((t) => ie(e, t));
	}
	notify(e) {
		k.batch(() => {
			this.listeners.forEach((t) => {
				t(e);
			});
		});
	}
	resumePausedMutations() {
		let e = this.getAll().filter((e) => e.state.isPaused);
		return k.batch(() => Promise.all(e.map((e) => e.continue().catch(C))));
	}
};
function A(e) {
	return e.options.scope?.id;
}
// node_modules/@tanstack/query-core/build/modern/queryCache.js
var Ye = class extends O {
	#e;
	constructor(e = {}) {
		super(), this.config = e, this.#e = /* @__PURE__ */ new Map();
	}
	build(e, t, n) {
		let r = t.queryKey, i = t.queryHash ?? ae(r, t), a = this.get(i);
		return a || (a = new Ie({
			client: e,
			queryKey: r,
			queryHash: i,
			options: e.defaultQueryOptions(t),
			state: n,
			defaultOptions: e.getQueryDefaults(r)
		}), this.add(a)), a;
	}
	add(e) {
		this.#e.has(e.queryHash) || (this.#e.set(e.queryHash, e), this.notify({
			type: "added",
			query: e
		}));
	}
	remove(e) {
		this.#e.get(e.queryHash) === e && (e.destroy(), this.#e.delete(e.queryHash), this.notify({
			type: "removed",
			query: e
		}));
	}
	clear() {
		k.batch(() => {
			this.getAll().forEach((e) => {
				this.remove(e);
			});
		});
	}
	get(e) {
		return this.#e.get(e);
	}
	getAll() {
		return [...this.#e.values()];
	}
	find(e) {
		let t = {
			exact: !0,
			...e
		};
		return this.getAll().find((e) => T(t, e));
	}
	findAll(e = {}) {
		let t = this.getAll();
		return Object.keys(e).length > 0 ? t.filter((t) => T(e, t)) : t;
	}
	notify(e) {
		k.batch(() => {
			this.listeners.forEach((t) => {
				t(e);
			});
		});
	}
	onFocus() {
		k.batch(() => {
			this.getAll().forEach((e) => {
				e.onFocus();
			});
		});
	}
	onOnline() {
		k.batch(() => {
			this.getAll().forEach((e) => {
				e.onOnline();
			});
		});
	}
}, Xe = class {
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o;
	#s;
	constructor(e = {}) {
		this.#e = e.queryCache || new Ye(), this.#t = e.mutationCache || new Je(), this.#n = e.defaultOptions || {}, this.#r = /* @__PURE__ */ new Map(), this.#i = /* @__PURE__ */ new Map(), this.#a = 0;
	}
	mount() {
		this.#a++, this.#a === 1 && (this.#o = we.subscribe(async (e) => {
			e && (await this.resumePausedMutations(), this.#e.onFocus());
		}), this.#s = De.subscribe(async (e) => {
			e && (await this.resumePausedMutations(), this.#e.onOnline());
		}));
	}
	unmount() {
		this.#a--, this.#a === 0 && (this.#o?.(), this.#o = void 0, this.#s?.(), this.#s = void 0);
	}
	isFetching(e) {
		return this.#e.findAll({
			...e,
			fetchStatus: "fetching"
		}).length;
	}
	isMutating(e) {
		return this.#t.findAll({
			...e,
			status: "pending"
		}).length;
	}
	getQueryData(e) {
		let t = this.defaultQueryOptions({ queryKey: e });
		return this.#e.get(t.queryHash)?.state.data;
	}
	ensureQueryData(e) {
		let t = this.defaultQueryOptions(e), n = this.#e.build(this, t), r = n.state.data;
		return r === void 0 ? this.fetchQuery(e) : (e.revalidateIfStale && n.isStaleByTime(w(t.staleTime, n)) && this.prefetchQuery(t), Promise.resolve(r));
	}
	getQueriesData(e) {
		return this.#e.findAll(e).map(({ queryKey: e, state: t }) => [e, t.data]);
	}
	setQueryData(e, t, n) {
		let r = this.defaultQueryOptions({ queryKey: e }), i = this.#e.get(r.queryHash)?.state.data, a = te(t, i);
		if (a !== void 0) return this.#e.build(this, r).setData(a, {
			...n,
			manual: !0
		});
	}
	setQueriesData(e, t, n) {
		return k.batch(() => this.#e.findAll(e).map(({ queryKey: e }) => [e, this.setQueryData(e, t, n)]));
	}
	getQueryState(e) {
		let t = this.defaultQueryOptions({ queryKey: e });
		return this.#e.get(t.queryHash)?.state;
	}
	removeQueries(e) {
		let t = this.#e;
		k.batch(() => {
			t.findAll(e).forEach((e) => {
				t.remove(e);
			});
		});
	}
	resetQueries(e, t) {
		let n = this.#e;
		return k.batch(() => {
			let r = n.findAll(e), i = new Set(r);
			return r.forEach((e) => {
				e.reset();
			}), this.refetchQueries({
				type: "active",
				predicate: (e) => i.has(e)
			}, t);
		});
	}
	cancelQueries(e, t = {}) {
		let n = {
			revert: !0,
			...t
		}, r = k.batch(() => this.#e.findAll(e).map((e) => e.cancel(n)));
		return Promise.all(r).then(C).catch(C);
	}
	invalidateQueries(e, t = {}) {
		return k.batch(() => (this.#e.findAll(e).forEach((e) => {
			e.invalidate();
		}), e?.refetchType === "none" ? Promise.resolve() : this.refetchQueries({
			...e,
			type: e?.refetchType ?? e?.type ?? "active"
		}, t)));
	}
	refetchQueries(e, t = {}) {
		let n = {
			...t,
			cancelRefetch: t.cancelRefetch ?? !0
		}, r = k.batch(() => this.#e.findAll(e).filter((e) => !e.isDisabled() && !e.isStatic()).map((e) => {
			let t = e.fetch(void 0, n), r = e.state.fetchStatus === "paused";
			return (!n.throwOnError || r) && (t = t.catch(C)), r ? Promise.resolve() : t;
		}));
		return Promise.all(r).then(C);
	}
	async query(e) {
		let t = this.defaultQueryOptions(e);
		t.retry === void 0 && (t.retry = !1);
		let n = this.#e.build(this, t), r = n.isStaleByTime(w(t.staleTime, n)) ? await n.fetch(t) : n.state.data, i = t.select;
		return i ? i(r) : r;
	}
	fetchQuery(e) {
		let t = this.defaultQueryOptions(e);
		t.retry === void 0 && (t.retry = !1);
		let n = this.#e.build(this, t);
		return n.isStaleByTime(w(t.staleTime, n)) ? n.fetch(t) : Promise.resolve(n.state.data);
	}
	prefetchQuery(e) {
		return this.fetchQuery(e).then(C).catch(C);
	}
	infiniteQuery(e) {
		return e._type = "infinite", this.query(e);
	}
	fetchInfiniteQuery(e) {
		return e._type = "infinite", this.fetchQuery(e);
	}
	prefetchInfiniteQuery(e) {
		return this.fetchInfiniteQuery(e).then(C).catch(C);
	}
	ensureInfiniteQueryData(e) {
		return e._type = "infinite", this.ensureQueryData(e);
	}
	resumePausedMutations() {
		return De.isOnline() ? this.#t.resumePausedMutations() : Promise.resolve();
	}
	getQueryCache() {
		return this.#e;
	}
	getMutationCache() {
		return this.#t;
	}
	getDefaultOptions() {
		return this.#n;
	}
	setDefaultOptions(e) {
		this.#n = e;
	}
	setQueryDefaults(e, t) {
		this.#r.set(E(e), {
			queryKey: e,
			defaultOptions: t
		});
	}
	getQueryDefaults(e) {
		let t = [...this.#r.values()], n = {};
		return t.forEach((t) => {
			D(e, t.queryKey) && Object.assign(n, t.defaultOptions);
		}), n;
	}
	setMutationDefaults(e, t) {
		this.#i.set(E(e), {
			mutationKey: e,
			defaultOptions: t
		});
	}
	getMutationDefaults(e) {
		let t = [...this.#i.values()], n = {};
		return t.forEach((t) => {
			D(e, t.mutationKey) && Object.assign(n, t.defaultOptions);
		}), n;
	}
	defaultQueryOptions(e) {
		if (e._defaulted) return e;
		let t = {
			...this.#n.queries,
			...this.getQueryDefaults(e.queryKey),
			...e,
			_defaulted: !0
		};
		return t.queryHash ||= ae(t.queryKey, t), t.refetchOnReconnect === void 0 && (t.refetchOnReconnect = t.networkMode !== "always"), t.throwOnError === void 0 && (t.throwOnError = !!t.suspense), !t.networkMode && t.persister && (t.networkMode = "offlineFirst"), t.queryFn === _e && (t.enabled = !1), t;
	}
	defaultMutationOptions(e) {
		return e?._defaulted ? e : {
			...this.#n.mutations,
			...e?.mutationKey && this.getMutationDefaults(e.mutationKey),
			...e,
			_defaulted: !0
		};
	}
	clear() {
		this.#e.clear(), this.#t.clear();
	}
}, Ze = e.createContext(!1), Qe = () => e.useContext(Ze);
Ze.Provider;
// node_modules/@tanstack/react-query/build/modern/QueryErrorResetBoundary.js
function $e() {
	let e = !1;
	return {
		clearReset: () => {
			e = !1;
		},
		reset: () => {
			e = !0;
		},
		isReset: () => e
	};
}
var et = e.createContext($e()), tt = () => e.useContext(et), nt = (e, t, n) => {
	let r = n?.state.status === "error" && typeof e.throwOnError == "function" ? ye(e.throwOnError, [n.state.error, n]) : e.throwOnError;
	(e.suspense || r) && (t.isReset() || (e.retryOnMount = !1));
}, rt = (t) => {
	e.useEffect(() => {
		t.clearReset();
	}, [t]);
}, it = ({ result: e, errorResetBoundary: t, throwOnError: n, query: r, suspense: i }) => e.isError && !t.isReset() && !e.isFetching && r && (i && e.data === void 0 || ye(n, [e.error, r])), at = (e) => {
	if (e.suspense) {
		let t = 1e3, n = (e) => e === "static" ? e : Math.max(e ?? t, t), r = e.staleTime;
		e.staleTime = typeof r == "function" ? (...e) => n(r(...e)) : n(r), typeof e.gcTime == "number" && (e.gcTime = Math.max(e.gcTime, t));
	}
}, ot = (e, t) => e?.suspense && t.isPending, st = (e, t, n) => t.fetchOptimistic(e).catch(() => {
	n.clearReset();
});
// node_modules/@tanstack/react-query/build/modern/useBaseQuery.js
function ct(t, n, r) {
	let i = Qe(), a = tt(), o = v(r), s = o.defaultQueryOptions(t), c = o.getQueryCache().get(s.queryHash), l = t.subscribed !== !1;
	s._optimisticResults = i ? "isRestoring" : l ? "optimistic" : void 0, at(s), nt(s, a, c), rt(a);
	let [u] = e.useState(() => new n(o, s)), d = u.getOptimisticResult(s);
	e.useEffect(() => {
		u.setOptions(s);
	}, [s, u]);
	let f = !i && l;
	if (e.useSyncExternalStore(e.useCallback((e) => {
		let t = f ? u.subscribe(k.batchCalls(e)) : C;
		return u.updateResult(), t;
	}, [u, f]), () => u.getCurrentResult(), () => u.getCurrentResult()), ot(s, d)) throw st(s, u, a);
	if (it({
		result: d,
		errorResetBoundary: a,
		throwOnError: s.throwOnError,
		query: c,
		suspense: s.suspense
	})) throw d.error;
	return s.notifyOnChangeProps ? d : u.trackResult(d);
}
// node_modules/@tanstack/react-query/build/modern/useQuery.js
function lt(e, t) {
	return ct(e, Be, t);
}
// src/api/clock.ts
var ut = 5e3, dt = 1e3, ft = 0;
function pt(e, t, n = Date.now()) {
	let r = Date.parse(e ?? "");
	if (Number.isNaN(r)) return;
	let [i, a] = [r - n, r + dt - t];
	ft = i - ut <= 0 && a + ut >= 0 ? 0 : i > 0 ? i : a;
}
function mt() {
	return Date.now() + ft;
}
// src/api/errors.ts
var j = class extends Error {
	trouble;
	retryAfterSecs;
	parameter;
	constructor(e, t, n, r) {
		super(t), this.trouble = e, this.retryAfterSecs = n, this.parameter = r, this.name = "ApiError";
	}
};
function ht(e, t, n, r) {
	let i = n && /^\d+$/.test(n) ? Number(n) : void 0;
	return e === 401 ? new j("denied", t) : e === 403 || e === 421 ? new j("foreign", t) : e === 404 ? new j("gone", t) : e === 429 || e === 503 ? new j("busy", t, i ?? 5) : e >= 500 ? new j("store", t, i) : new j("refused", t, void 0, r);
}
var gt = 5e3, _t = 3e4, vt = /* @__PURE__ */ new Set([
	"offline",
	"busy",
	"store"
]);
function yt(e) {
	let t = e instanceof j ? e.trouble : void 0;
	if (t === "refused") return;
	if (!t || !vt.has(t)) return _t;
	let n = e instanceof j ? (e.retryAfterSecs ?? 0) * 1e3 : 0;
	return Math.max(n, gt);
}
// src/api/token.ts
function bt(e) {
	let t = /[^\x20-\x7e]/u.exec(e)?.[0];
	if (t !== void 0) return `A token holds printable ASCII characters only, and this one holds U+${t.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}: copy it again without that.`;
}
// src/api/turns.ts
var xt = "vlogs-nt.query", St = [
	"vlogs-nt.stream.1",
	"vlogs-nt.stream.2",
	"vlogs-nt.stream.3"
];
async function Ct(e, t) {
	let n = async () => document.hidden ? void 0 : { result: await t() };
	for (;;) {
		let t = await Et(async (t, r) => t.request(xt, { signal: e }, () => r(n)), () => kt(e, n));
		if (t) return t.result;
		await wt(e);
	}
}
function wt(e) {
	return new Promise((t, n) => {
		e.throwIfAborted(), e.addEventListener("abort", () => n(e.reason)), document.addEventListener("visibilitychange", () => t(), {
			once: !0,
			signal: e
		}), document.hidden || t();
	});
}
async function Tt(e) {
	return Et(async (t, n) => {
		for (let r of St) if (await t.request(r, { ifAvailable: !0 }, async (t) => (t && await n(e), t !== null))) return !0;
		return !1;
	}, () => At(e));
}
async function Et(e, t) {
	if (!navigator.locks) return t();
	let n = !1;
	try {
		return await e(navigator.locks, (e) => (n = !0, e()));
	} catch (e) {
		let r = e instanceof DOMException && e.name === "SecurityError";
		if (n || !r) throw e;
		return t();
	}
}
var Dt = Promise.resolve(), Ot = St.length;
function kt(e, t) {
	let n = Dt.then(() => (e.throwIfAborted(), t()));
	return Dt = n.catch(() => void 0), n;
}
async function At(e) {
	if (Ot <= 0) return !1;
	--Ot;
	try {
		await e();
	} finally {
		Ot += 1;
	}
	return !0;
}
// src/api/version.ts
var jt = {
	"": "rows",
	context: "rows",
	facets: "facets",
	health: "ok",
	histogram: "steps",
	orders: "states",
	runs: "runs",
	strategies: "strategies"
};
function Mt(e, t) {
	let n = jt[e.split("/")[1] ?? ""];
	if (typeof t == "object" && t && n && n in t) return t;
	throw new j("foreign", "What answers is no API of this version: load the page anew, or run one release of vlogs-nt for both.");
}
// src/api/client.ts
var Nt = 3e4, Pt = 0;
function Ft(e, t = "", n = () => void 0) {
	let r = String(e).replace(/\/$/, "");
	async function i(e, i, a) {
		let o = bt(t);
		if (o) throw n(!0), new j("denied", o);
		let s = It(i), c = Date.now(), l;
		try {
			l = await fetch(`${r}${e}${s}`, {
				signal: a,
				headers: t ? { Authorization: `Bearer ${t}` } : {},
				credentials: "omit",
				cache: "no-store",
				redirect: "error",
				referrerPolicy: "no-referrer"
			});
		} catch (e) {
			throw a.aborted ? a.reason ?? e : new j("offline", "The API does not answer: is `vlogs-nt api` running?");
		}
		if (pt(l.headers.get("Date"), c), (l.ok || l.status === 401) && n(!l.ok), !l.ok) {
			let { detail: e, parameter: t } = await Lt(l);
			throw ht(l.status, e, l.headers.get("Retry-After"), t);
		}
		return l;
	}
	return Pt += 1, {
		id: Pt,
		root: r,
		open: i,
		get(e, t, n) {
			return Ct(n, async () => {
				let r = AbortSignal.timeout(Nt);
				try {
					let a = await i(e, t, AbortSignal.any([n, r]));
					if (!/\bjson\b/.test(a.headers.get("Content-Type") ?? "")) throw new j("foreign", "The address answers with something else than this API");
					return Mt(e, await a.json());
				} catch (e) {
					throw !r.aborted || n.aborted ? e : new j("store", `No answer within ${Nt / 1e3} s: ask for a shorter range, or wait`);
				}
			});
		}
	};
}
function It(e) {
	let t = new URLSearchParams();
	for (let [n, r] of Object.entries(e)) if (r !== void 0 && r !== !1 && r !== "") for (let e of Array.isArray(r) ? r : [r]) t.append(n, String(e));
	let n = t.toString();
	return n ? `?${n}` : "";
}
async function Lt(e) {
	let t = `HTTP ${e.status}`;
	try {
		let { detail: n, parameter: r } = await e.json();
		return {
			detail: typeof n == "string" && n ? n : t,
			parameter: typeof r == "string" ? r : void 0
		};
	} catch {
		return {
			detail: t,
			parameter: void 0
		};
	}
}
// src/api/context.ts
var Rt = n(void 0), zt = Rt.Provider;
function Bt() {
	let e = a(Rt);
	if (!e) throw Error("no <ApiProvider> above this component");
	return e;
}
// src/ui/useVisible.ts
function Vt() {
	return f(Ht, Ut);
}
function Ht(e) {
	return document.addEventListener("visibilitychange", e), () => document.removeEventListener("visibilitychange", e);
}
function Ut() {
	return !document.hidden;
}
// src/api/useAnswer.ts
function Wt() {
	return new Xe({ defaultOptions: { queries: {
		staleTime: 2e3,
		retry: !1,
		refetchOnWindowFocus: !0,
		networkMode: "always",
		placeholderData: me
	} } });
}
function Gt(e, t, n = {}) {
	let r = Bt(), i = Vt();
	return lt({
		queryKey: [
			e,
			t,
			r.id
		],
		queryFn: ({ signal: n }) => r.get(e, t, n),
		enabled: i && (n.isEnabled ?? !0),
		refetchInterval: ({ state: { error: e } }) => (e ? yt(e) : n.every) ?? !1
	});
}
// src/text/time.ts
var Kt = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;
function M(e) {
	let t = Kt.exec(e);
	return t ? Date.parse(`${t[1]}Z`) + Number((t[2] ?? "").padEnd(9, "0")) / 1e6 : Date.parse(e);
}
function N(e) {
	let t = Kt.exec(e);
	if (!t) return;
	let n = Date.parse(`${t[1]}Z`) / 1e3;
	if (!Number.isNaN(n)) return BigInt(n) * 1000000000n + BigInt((t[2] ?? "").padEnd(9, "0"));
}
function P(e, t) {
	let n = N(e);
	if (n === void 0) return e;
	let r = n + t, i = r / 1000000000n;
	return `${(/* @__PURE__ */ new Date(Number(i) * 1e3)).toISOString().slice(0, 19)}.${String(r % 1000000000n).padStart(9, "0")}Z`;
}
function F(e) {
	return new Date(e).toISOString();
}
var qt = /* @__PURE__ */ new Map();
function Jt(e) {
	let t = qt.get(e);
	return t || (t = new Intl.DateTimeFormat("en-CA", {
		...e === "local" ? {} : { timeZone: e },
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
		hourCycle: "h23"
	}), qt.set(e, t)), t;
}
function I(e, t) {
	let n = M(e);
	if (Number.isNaN(n)) return {
		day: "",
		time: e,
		fraction: ""
	};
	let r = new Map(Jt(t).formatToParts(n).map((e) => [e.type, e.value]));
	return {
		day: `${r.get("year")}-${r.get("month")}-${r.get("day")}`,
		time: `${r.get("hour")}:${r.get("minute")}:${r.get("second")}`,
		fraction: (Kt.exec(e)?.[2] ?? "").padEnd(9, "0")
	};
}
function Yt(e, t) {
	let n = Date.parse(`${e}Z`);
	if (Number.isNaN(n) || !F(n).startsWith(e)) return;
	if (t === "local") return F(Date.parse(e));
	let r = n;
	for (let e = 0; e < 2; e++) r += n - M(`${en(r, t)}Z`);
	return F(r);
}
var Xt = /^(today|yesterday)?(?:(?:^| +)(\d{1,2}):(\d\d)(?::(\d\d))?)?$/i, Zt = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?)?$/i;
function Qt(e, t, n) {
	let r = e.trim(), [, i, ...a] = r && Xt.exec(r) || [];
	if (i || a.some(Boolean)) {
		let [r = "0", o = "00", s = "00"] = a;
		return Yt(`${$t(n, t, +(i?.toLowerCase() === "yesterday"))}T${r.padStart(2, "0")}:${o}:${s}`, t) ?? e;
	}
	let o = Zt.exec(r);
	if (!o) return e;
	let [, s, c, l, u = "00", d = "00", f = "00", p = ""] = o;
	return Yt(`${s}-${c}-${l}T${u}:${d}:${f}`, t)?.replace(".000Z", `.${p.padEnd(3, "0")}Z`) ?? e;
}
function $t(e, t, n) {
	return F(Date.parse(en(e, t).slice(0, 10)) - n * 864e5).slice(0, 10);
}
function en(e, t) {
	let { day: n, time: r } = I(F(e), t);
	return `${n}T${r}`;
}
var tn = [
	[864e5, "d"],
	[36e5, "h"],
	[6e4, "min"],
	[1e3, "s"]
];
function nn(e) {
	let t = Math.abs(e);
	for (let [n, r] of tn) if (t >= n) {
		let t = e / n;
		return `${t.toFixed(Math.abs(t) < 10 && t % 1 ? 1 : 0)} ${r}`;
	}
	return `${t >= 10 || t === 0 ? e.toFixed(0) : e.toPrecision(2)} ms`;
}
// src/state/view.ts
var rn = [
	"CRITICAL",
	"ERROR",
	"WARNING",
	"INFO",
	"DEBUG",
	"TRACE"
], L = {
	since: "1h",
	until: void 0,
	levels: [],
	include: {},
	exclude: {},
	text: [],
	isRegex: !1,
	logsql: "",
	zone: "local",
	mode: "poll",
	row: void 0,
	pane: void 0
}, an = /^[A-Za-z_][\w.-]{0,127}$/, on = 1e3;
function sn(e, t = L.since) {
	let n = new URLSearchParams(), r = (e, t, r = "") => {
		t !== void 0 && t !== r && n.set(e, t);
	};
	r("since", e.since, t), r("until", e.until), r("levels", e.levels.join(","));
	for (let [t, r] of [["is", e.include], ["not", e.exclude]]) for (let [e, i] of Object.entries(r)) for (let r of i) n.append(t, un(e, r));
	for (let t of e.text) n.append("text", t);
	r("regex", e.isRegex ? "1" : void 0), r("query", e.logsql), r("zone", e.zone, L.zone), r("mode", e.mode, L.mode), e.row && r("row", cn(e.row)), e.pane && r(e.pane.kind, cn(e.pane.of));
	let i = n.toString();
	return i ? `?${i}` : "";
}
function cn(e) {
	return `${e.instance}~${e.seq ?? ""}~${e.time}`;
}
function ln(e, t) {
	if (!an.test(e)) return "No filter can name this field: it is no plain name";
	if (!t) return "No filter can be by an empty value";
	if (!(un(e, t).length <= on)) return `No filter can hold this value: it is longer than ${on.toLocaleString("en")} characters`;
}
function un(e, t) {
	return `${e}=${t}`;
}
// src/state/strategyView.ts
var dn = "backtest", fn = [
	"environment",
	"run_id",
	"instance_id"
];
function pn({ include: e, exclude: t }) {
	if (fn.some((t) => e[t]?.length)) return {
		include: e,
		exclude: t
	};
	let n = t.environment ?? [];
	return n.includes("backtest") ? {
		include: e,
		exclude: t
	} : {
		include: e,
		exclude: {
			...t,
			environment: [...n, dn]
		}
	};
}
function mn(e, t) {
	let n = {
		...e.include,
		strategy_id: [t]
	};
	return {
		...e,
		...pn({
			...e,
			include: n
		})
	};
}
// src/text/escape.ts
var hn = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
function gn(e) {
	return e.replace(hn, (e) => {
		let t = e.codePointAt(0) ?? 0;
		return t <= 255 ? `\\x${t.toString(16).padStart(2, "0")}` : `\\u{${t.toString(16).padStart(4, "0")}}`;
	});
}
var _n = 2e3;
function R(e) {
	let t = gn(e.length > 2e3 ? `${e.slice(0, _n)}…` : e).split("\n").map((e) => e.trim()), n = t.length - 1;
	return t.filter((e, t) => e || t === 0 || t === n).join(" ⏎ ");
}
var vn = { banner: "_banner_1phmy_1" };
// src/ui/Banner.tsx
function z({ kind: e, children: t, action: n }) {
	return /* @__PURE__ */ h("div", {
		className: vn.banner,
		"data-kind": e,
		role: e === "error" ? "alert" : "status",
		children: [/* @__PURE__ */ m("span", { children: t }), n]
	});
}
// src/ui/ErrorBoundary.tsx
var yn = class extends t {
	state = {
		error: void 0,
		key: this.props.resetKey
	};
	static getDerivedStateFromError(e) {
		return { error: e instanceof Error ? e : Error(String(e)) };
	}
	static getDerivedStateFromProps({ resetKey: e }, { key: t }) {
		return e === t ? null : {
			error: void 0,
			key: e
		};
	}
	render() {
		let { error: e } = this.state;
		return e ? /* @__PURE__ */ h(z, {
			kind: "error",
			action: /* @__PURE__ */ m("button", {
				type: "button",
				onClick: () => this.setState({ error: void 0 }),
				children: "Show it again"
			}),
			children: [
				"This part of the page failed (",
				R(e.message),
				"): the log itself is not affected. If it fails again, load the page anew."
			]
		}) : this.props.children;
	}
};
// src/text/count.ts
function bn(e, t) {
	return `${e.toLocaleString("en")} ${t}${e === 1 ? "" : "s"}`;
}
var xn = { pill: "_pill_1e8yf_1" };
// src/logs/FollowPill.tsx
function Sn({ newRows: e, onFollow: t }) {
	return /* @__PURE__ */ m("button", {
		type: "button",
		className: xn.pill,
		onClick: () => t(!0),
		children: e ? `${bn(e, "new row")} ↓` : "Follow ↓"
	});
}
// src/logs/buffer.ts
var Cn = 1e4, wn = {
	rows: [],
	keys: /* @__PURE__ */ new Set(),
	dropped: 0
}, Tn = /* @__PURE__ */ new WeakMap();
function B(e) {
	let t = Tn.get(e);
	return t === void 0 && (t = En(e), Tn.set(e, t)), t;
}
function En(e) {
	return e.instance_id && e.seq !== null && e.seq !== void 0 ? `${e.instance_id}~${e.seq}` : `${e.time}~${e.message}~${JSON.stringify(e.fields)}`;
}
function V(e, t) {
	return e.time === t.time ? e.instance_id === t.instance_id ? (e.seq ?? -1) - (t.seq ?? -1) : e.instance_id < t.instance_id ? -1 : 1 : e.time < t.time ? -1 : 1;
}
function Dn(e, t) {
	let n = 0, r = e.length;
	for (; n < r;) {
		let i = n + r >> 1, a = e[i];
		a && V(a, t) <= 0 ? n = i + 1 : r = i;
	}
	return e.length - n;
}
function On(e, t) {
	for (let n = e.length - Dn(e, t) - 1; n >= 0; n--) {
		let r = e[n];
		if (!r || V(r, t) !== 0) break;
		if (B(r) === B(t)) return n;
	}
	return -1;
}
function kn(e, t) {
	let n = 0, r = e.length;
	for (; n < r;) {
		let i = n + r >> 1, a = e[i];
		a && a.time < t ? n = i + 1 : r = i;
	}
	return n;
}
function An(e, t) {
	let n = kn(e.rows, t);
	if (!n) return e;
	let r = e.rows.slice(n);
	return {
		...e,
		rows: r,
		keys: new Set(r.map(B))
	};
}
function jn(e, t, n = Cn) {
	let r = new Set(e.keys), i = [];
	for (let e of t) {
		let t = B(e);
		r.has(t) || (r.add(t), i.push(e));
	}
	if (!i.length) return e;
	i.sort(V);
	let a = Mn(e.rows, i), o = Math.max(0, a.length - n);
	for (let e of a.slice(0, o)) r.delete(B(e));
	return {
		rows: o ? a.slice(o) : a,
		keys: r,
		dropped: e.dropped + o
	};
}
function Mn(e, t) {
	let n = e.at(-1), r = t[0];
	if (!n || !r || V(n, r) <= 0) return [...e, ...t];
	let i = t.at(-1);
	return e[0] && i && V(i, e[0]) <= 0 ? [...t, ...e] : [...e, ...t].sort(V);
}
// src/logs/late.ts
var Nn = 100;
function Pn(e, t) {
	let n = (M(t) - M(e)) / 1e3;
	return `${2 ** Math.max(0, Math.ceil(Math.log2(n / Nn)))}s`;
}
function Fn({ start: e, end: t, steps: n }, r) {
	return n.map(({ time: r, count: i }, a) => ({
		since: r < e ? e : r,
		until: n[a + 1]?.time ?? t,
		count: i
	})).filter((e) => e.count > kn(r, e.until) - kn(r, e.since));
}
// src/api/events.ts
var In = 45e3;
async function* Ln(e) {
	let t = e.pipeThrough(new TextDecoderStream()).getReader(), n = "";
	try {
		for (;;) {
			let { done: e, value: r } = await Rn(t.read());
			if (e) return;
			n += r.replace(/\r\n?/g, "\n");
			let i = n.indexOf("\n\n");
			for (; i >= 0;) {
				let e = zn(n.slice(0, i));
				n = n.slice(i + 2), e && (yield e), i = n.indexOf("\n\n");
			}
		}
	} finally {
		await t.cancel().catch(() => void 0);
	}
}
async function Rn(e) {
	let t, n = new Promise((e, n) => {
		let r = new j("offline", "The stream fell silent; connecting again");
		t = setTimeout(() => n(r), In);
	});
	try {
		return await Promise.race([e, n]);
	} finally {
		clearTimeout(t);
	}
}
function zn(e) {
	let t = {
		kind: "message",
		id: "",
		data: ""
	}, n = [];
	for (let r of e.split("\n")) {
		let e = r.indexOf(":");
		if (e === 0) continue;
		let i = e < 0 ? r : r.slice(0, e), a = e < 0 ? "" : r.slice(e + 1).replace(/^ /, "");
		i === "event" ? t.kind = a : i === "id" ? t.id = a : i === "data" && n.push(a);
	}
	return t.data = n.join("\n"), n.length ? t : void 0;
}
// src/logs/stream.ts
var Bn = 50;
async function Vn(e, t) {
	let n = [], r, i = () => {
		clearTimeout(r), r = void 0;
		let e = n;
		n = [], e.length && t.onRows(e);
	};
	try {
		for await (let a of Ln(e)) if (a.id && t.onPlace(a.id), a.kind === "row") n.push(JSON.parse(a.data)), r ??= setTimeout(i, Bn);
		else if (a.kind === "trouble") {
			let { detail: e } = JSON.parse(a.data);
			t.onTrouble(new j("store", e ?? "the log store does not answer"));
		} else a.kind === "recovered" && await t.onRecovered();
	} finally {
		i();
	}
}
// src/logs/feed.ts
var Hn = 5e3, Un = 500, Wn = 2e4, Gn = 3e4, Kn = 12e4;
function qn({ hasOlder: e, isLoadingOlder: t, trouble: n, buffer: r }) {
	return e && !t && !n && r.rows.length < 1e4;
}
var Jn = class {
	options;
	state;
	listeners = /* @__PURE__ */ new Set();
	api;
	mode;
	aborter = new AbortController();
	timer;
	olderTimer;
	isRunning = !1;
	hasBegun = !1;
	range = {
		start: "",
		end: ""
	};
	older;
	cut;
	lookedAt = 0;
	settled = /* @__PURE__ */ new Map();
	now;
	constructor(e) {
		this.options = e;
		let { shown: t = wn, now: n = Date.now } = e;
		this.now = n, this.api = e.api, this.mode = e.mode, this.state = {
			buffer: {
				...t,
				dropped: 0
			},
			isOutdated: t.rows.length > 0,
			isLoading: !0,
			isLoadingOlder: !1,
			hasOlder: !1,
			clamped: [],
			isOver: e.until !== void 0,
			trouble: void 0,
			troubleSince: void 0,
			updatedAt: void 0
		};
	}
	subscribe = (e) => (this.listeners.add(e), () => this.listeners.delete(e));
	getState = () => this.state;
	start() {
		this.isRunning || (this.isRunning = !0, this.aborter = new AbortController(), this.run(this.aborter.signal));
	}
	stop() {
		this.isRunning = !1, clearTimeout(this.timer), clearTimeout(this.olderTimer), this.aborter.abort();
	}
	refresh() {
		this.stop(), this.start();
	}
	setMode(e) {
		e !== this.mode && (this.mode = e, this.isRunning && this.refresh());
	}
	setApi(e) {
		e !== this.api && (this.api = e, this.isRunning && this.refresh());
	}
	async loadOlder() {
		qn(this.state) && await this.readOlder();
	}
	async readOlder() {
		if (clearTimeout(this.olderTimer), !this.isRunning || !this.older || this.state.isLoadingOlder) return;
		this.set({ isLoadingOlder: !0 });
		let { signal: e } = this.aborter;
		try {
			let t = await this.search({
				since: this.range.start,
				before: this.older
			}, e);
			this.recovered(), this.older = t.older ?? void 0, this.take({ rows: t.rows }), this.set({
				hasOlder: this.state.hasOlder && t.has_more,
				isLoadingOlder: !1
			});
		} catch (t) {
			if (this.set({ isLoadingOlder: !1 }), e.aborted) return;
			this.note(t);
			let n = yt(t);
			n !== void 0 && (this.olderTimer = setTimeout(() => void this.readOlder(), n));
		}
	}
	async run(e) {
		let t;
		try {
			if (this.hasBegun ? this.mode !== "off" && await this.catchUp(e) : await this.begin(e), this.recovered(), this.state.isOver || this.mode === "off") return;
			this.mode === "live" && !this.options.until && await Tt(() => this.listen(e)), t = Hn;
		} catch (n) {
			if (e.aborted) return;
			this.note(n), t = yt(n);
		}
		e.aborted || t === void 0 || (this.timer = setTimeout(() => void this.run(e), t));
	}
	async begin(e) {
		let t = await this.search({}, e);
		this.hasBegun = !0, this.setRange(t), this.older = t.older ?? void 0, this.lookedAt = this.now(), this.set({
			buffer: jn(wn, t.rows),
			hasOlder: t.has_more,
			clamped: t.clamped ?? [],
			isLoading: !1,
			isOutdated: !1
		});
	}
	async catchUp(e) {
		if (!this.state.buffer.rows.length) return this.begin(e);
		let t = this.nextFrom(), n = await this.search({ after: `${t},0` }, e, Un), [, r] = Yn(t, n.start), i = n.has_more ? await this.readBack({ since: r }, e) : n;
		this.setRange(n), this.take(i), this.now() - this.lookedAt >= 2e4 && await this.readLate(e);
	}
	setRange({ start: e, end: t }) {
		this.range = {
			start: e,
			end: t
		};
		let n = !!this.options.until && M(t) + Gn < mt();
		n !== this.state.isOver && this.set({ isOver: n });
	}
	nextFrom() {
		let e = P(this.range.end, -10000000000n);
		return P(Yn(this.state.buffer.rows.at(-1)?.time ?? e, e)[0], -3000000000n);
	}
	async readLate(e) {
		this.lookedAt = this.now();
		let { buffer: t, hasOlder: n } = this.state, { rows: r, dropped: i } = t, [a] = r, o = a && (n || i) ? P(a.time, 1n) : this.range.start, s = this.nextFrom();
		if (o >= s) return;
		let c = Fn(await this.api.get("/histogram", {
			...this.options.filters,
			since: o,
			until: s,
			step: Pn(o, s)
		}, e), r), l = c.filter((e) => this.settled.get(e.since) !== e.count), [u, d] = [l[0], l.at(-1)];
		u && d && this.take(await this.readBack({
			since: u.since,
			until: d.until
		}, e)), this.settled = new Map(c.map((e) => [e.since, e.count]));
	}
	async readBack(e, t) {
		let n = [], r;
		do {
			let i = await this.search({
				...e,
				before: r
			}, t, Un);
			n = [...i.rows, ...n], r = i.older ?? void 0;
		} while (r && n.length < 1e4);
		return {
			rows: n,
			unread: r
		};
	}
	take({ rows: e, unread: t }) {
		let { buffer: n, hasOlder: r } = this.state, i = e[0]?.time;
		if (t && i) {
			let e = An(n, i);
			n = {
				...e,
				dropped: n.dropped + n.rows.length - e.rows.length
			}, this.older = t, r = !0;
		}
		n = jn(n, e);
		let a = An(n, this.range.start), o = a !== n;
		this.set({
			buffer: o ? {
				...a,
				dropped: 0
			} : n,
			hasOlder: r && !o
		});
	}
	async listen(e) {
		let { cut: t } = this, n = t && this.now() - t.at < Kn ? t.id : void 0, r = await this.api.open("/stream", {
			...this.options.filters,
			last_event_id: n ?? this.nextFrom(),
			interval: 1
		}, e);
		if (!r.body) return;
		let i = this.lookBeside(e);
		try {
			await Vn(r.body, {
				onPlace: (e) => {
					n = e;
				},
				onRows: (e) => this.take({ rows: e }),
				onTrouble: (e) => this.note(e),
				onRecovered: async () => {
					await this.catchUp(e), this.recovered();
				}
			});
		} finally {
			i(), this.cut = n === void 0 ? void 0 : {
				id: n,
				at: this.now()
			};
		}
		throw new j("offline", "The stream was cut; connecting again");
	}
	lookBeside(e) {
		let t = !1, n = async () => {
			if (!t) {
				t = !0;
				try {
					this.range = await this.search({}, e, 1), this.take({ rows: [] }), await this.readLate(e);
				} catch {}
				t = !1;
			}
		}, r = setInterval(() => void n(), Wn);
		return () => clearInterval(r);
	}
	search(e, t, n) {
		let { filters: r, since: i, until: a, first: o } = this.options, s = {
			since: i,
			until: a,
			limit: n ?? o ?? Un,
			...r,
			...e
		};
		return this.api.get("", s, t);
	}
	note(e) {
		this.set({
			isLoading: !1,
			trouble: e instanceof Error ? e : Error(String(e)),
			troubleSince: this.state.troubleSince ?? this.now()
		});
	}
	recovered() {
		this.set({
			trouble: void 0,
			troubleSince: void 0,
			updatedAt: this.now()
		});
	}
	set(e) {
		this.state = {
			...this.state,
			...e
		};
		for (let e of this.listeners) e();
	}
};
function Yn(e, t) {
	return e < t ? [e, t] : [t, e];
}
var Xn = { level: "_level_1qent_1" }, Zn = 2e3, Qn = 100, $n = 1e5, er = {
	"^": (e, t) => t === 0,
	"\\A": (e, t) => t === 0,
	$: (e, t) => t === e.length,
	"\\z": (e, t) => t === e.length,
	"\\b": tr,
	"\\B": (e, t) => !tr(e, t)
};
function tr(e, t) {
	return /\w/.test(e.charAt(t - 1)) !== /\w/.test(e.charAt(t));
}
function nr(e) {
	try {
		return { first: new rr(e).whole() };
	} catch {
		return;
	}
}
var rr = class {
	text;
	at = 0;
	size = 0;
	flags;
	constructor(e) {
		this.text = e, this.flags = this.take(/\(\?([is]+)\)/y)?.[1] ?? "";
	}
	whole() {
		let e = this.either();
		if (this.at < this.text.length) throw Error("a bracket closes no group");
		return e({
			id: this.grow(),
			kind: "end"
		});
	}
	either() {
		let e = [this.sequence()];
		for (; this.take(/\|/y);) e.push(this.sequence());
		let [t, ...n] = e;
		return t && !n.length ? t : (t) => this.fork(e.map((e) => e(t)));
	}
	sequence() {
		let e = [];
		for (; this.at < this.text.length && !/[|)]/.test(this.text.charAt(this.at));) e.push(this.repeated());
		return (t) => e.reduceRight((e, t) => t(e), t);
	}
	repeated() {
		let e = this.atom(), t = this.take(/([*+?])|\{(\d{1,3})(,(\d{0,3}))?\}/y);
		if (!t) return e;
		let [, n, r, i, a] = t, o = this.take(/\?/y) !== void 0, s = Number(n ? n === "+" : r), c = n ? n === "?" ? 1 : void 0 : i ? sr(a) : s;
		if (Math.max(s, c ?? 0) > Qn) throw Error("too many repetitions");
		let l = (e, t) => o ? [t, e] : [e, t];
		return (t) => {
			let n = t;
			if (c === void 0) {
				let r = [];
				n = this.fork(r), r.push(...l(e(n), t));
			}
			for (let r = s; r < (c ?? s); r++) n = this.fork(l(e(n), t));
			for (let t = 0; t < s; t++) this.grow(), n = e(n);
			return n;
		};
	}
	atom() {
		if (this.take(/\((?:\?:|\?P?<\w+>)?(?!\?)/y)) {
			let e = this.either();
			if (!this.take(/\)/y)) throw Error("a group does not close");
			return e;
		}
		let e = er[this.take(/[\^$]|\\[AzbB]/y)?.[0] ?? ""];
		if (e) return (t) => ({
			id: this.grow(),
			kind: "place",
			holds: e,
			next: t
		});
		let t = this.take(ir);
		if (!t) throw Error("nothing to repeat");
		let n = RegExp(`^${ar(t[0])}$`, `u${this.flags}`);
		return (e) => ({
			id: this.grow(),
			kind: "char",
			fits: n,
			next: e
		});
	}
	fork(e) {
		return {
			id: this.grow(),
			kind: "fork",
			ways: e
		};
	}
	grow() {
		if (this.size += 1, this.size > Zn) throw Error("too large");
		return this.size;
	}
	take(e) {
		e.lastIndex = this.at;
		let t = e.exec(this.text);
		return t && (this.at += t[0].length), t ?? void 0;
	}
}, ir = /\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|.)|[^*+?()|[\\]/suy;
function ar(e) {
	return e === "." ? e : /^[[\\]/.test(e) ? e.replace(/\\(\W)/gu, (e, t) => or(t)).replace(/\\x\{/g, "\\u{").replace(/\\([pP])([A-Z])/g, "\\$1{$2}") : or(e);
}
function or(e) {
	return `\\u{${e.codePointAt(0)?.toString(16)}}`;
}
function sr(e) {
	return e ? Number(e) : void 0;
}
function cr({ first: e }, t, n = $n) {
	let r = [], i = new lr(t, n), a = 0;
	for (; a < t.length && i.steps > 0;) {
		let n = i.endFrom(e, a);
		n !== void 0 && n > a && r.push([a, n]), a = n !== void 0 && n > a ? n : a + ur(t, a).length;
	}
	return r;
}
var lr = class {
	text;
	steps;
	failed = /* @__PURE__ */ new Set();
	constructor(e, t) {
		this.text = e, this.steps = t;
	}
	endFrom(e, t) {
		let n = [[e, t]];
		for (let e = n.pop(); e && this.steps > 0; e = n.pop()) {
			--this.steps;
			let [t, r] = e, i = t.id * (this.text.length + 1) + r;
			if (!this.failed.has(i)) {
				if (t.kind === "end") return this.failed.clear(), r;
				if (this.failed.add(i), t.kind === "fork") n.push(...t.ways.toReversed().map((e) => [e, r]));
				else if (t.kind === "place") t.holds(this.text, r) && n.push([t.next, r]);
				else {
					let e = ur(this.text, r);
					e && t.fits.test(e) && n.push([t.next, r + e.length]);
				}
			}
		}
	}
};
function ur(e, t) {
	let n = e.codePointAt(t);
	return n === void 0 ? "" : String.fromCodePoint(n);
}
// src/text/highlight.ts
var dr = 200, fr = 2e4, pr = 1e3;
function mr(e, t) {
	let n = e.filter(Boolean);
	if (!(!n.length || n.join("").length > pr)) return t ? hr(n) : gr(n);
}
function hr(e) {
	let t = e.map(nr).filter((e) => e !== void 0);
	if (t.length) return (e) => t.flatMap((t) => cr(t, e)).sort(([e, t], [n, r]) => e - n || r - t);
}
function gr(e) {
	let t = new RegExp(e.map((e) => `(?:${vr(e)})`).join("|"), "giu");
	return (e) => Array.from(e.matchAll(t), (e) => [e.index, e.index + e[0].length]);
}
function _r(e, t) {
	if (!t) return [{
		text: e,
		isHit: !1
	}];
	let n = [], r = 0;
	for (let [i, a] of t(e.slice(0, fr)).slice(0, dr)) i < r || (i > r && n.push({
		text: e.slice(r, i),
		isHit: !1
	}), n.push({
		text: e.slice(i, a),
		isHit: !0
	}), r = a);
	return r < e.length && n.push({
		text: e.slice(r),
		isHit: !1
	}), n;
}
function vr(e) {
	return e.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
// src/ui/Text.tsx
var H = r(function(e) {
	return /* @__PURE__ */ m("bdi", {
		dir: "ltr",
		children: /* @__PURE__ */ m(U, { ...e })
	});
}), U = r(function({ text: e, found: t, isLine: n = !1 }) {
	let r = n ? R(e) : gn(e);
	return t ? _r(r, t).map((e, t) => e.isHit ? /* @__PURE__ */ m("mark", { children: e.text }, t) : /* @__PURE__ */ m("span", { children: e.text }, t)) : r;
});
// src/ui/Level.tsx
function yr({ level: e }) {
	return /* @__PURE__ */ m("bdi", {
		className: Xn.level,
		"data-level": e,
		children: /* @__PURE__ */ m(U, {
			text: e || "–",
			isLine: !0
		})
	});
}
var br = {
	levels: "_levels_5sgus_1",
	count: "_count_5sgus_10"
};
// src/logs/LevelToggles.tsx
function xr({ chosen: e, counts: t, isStale: n = !1, onChange: r }) {
	return /* @__PURE__ */ h("fieldset", {
		className: br.levels,
		"data-stale": n || void 0,
		children: [/* @__PURE__ */ m("legend", {
			className: "visually-hidden",
			children: "Levels"
		}), rn.map((n) => {
			let i = e.includes(n);
			return /* @__PURE__ */ h("button", {
				type: "button",
				"aria-pressed": i,
				title: `Show ${n} rows; Alt-click: nothing else`,
				onClick: (t) => {
					t.altKey ? r([n]) : r(i ? e.filter((e) => e !== n) : rn.filter((t) => t === n || e.includes(t)));
				},
				children: [/* @__PURE__ */ m(yr, { level: n }), /* @__PURE__ */ m("span", {
					className: br.count,
					children: t ? (t.get(n) ?? 0).toLocaleString("en") : "…"
				})]
			}, n);
		})]
	});
}
// node_modules/@tanstack/virtual-core/dist/esm/lazy-measurements.js
function Sr(e) {
	return typeof e == "object" ? e.key : e;
}
function Cr(e, t) {
	let n = e.length;
	return new Proxy(e, { get(e, r, i) {
		if (typeof r == "string") {
			let i = r.charCodeAt(0);
			if (i >= 48 && i <= 57) {
				let i = +r;
				if (Number.isInteger(i) && i >= 0 && i < n) {
					let n = e[i];
					if (typeof n != "object") {
						let r = t[i * 2];
						n = e[i] = {
							index: i,
							key: n,
							start: r,
							size: t[i * 2 + 1],
							end: r + t[i * 2 + 1],
							lane: 0
						};
					}
					return n;
				}
			}
			if (r === "length") return n;
		}
		return Reflect.get(e, r, i);
	} });
}
// node_modules/@tanstack/virtual-core/dist/esm/utils.js
function W(e, t, n) {
	let r = n.initialDeps ?? [], i, a = !0;
	function o() {
		let o = e();
		return (o.length !== r.length || o.some((e, t) => r[t] !== e)) && (r = o, i = t(...o), n?.onChange && !(a && n.skipInitialOnChange) && n.onChange(i), a = !1), i;
	}
	return o.updateDeps = (e) => {
		r = e;
	}, o;
}
function wr(e, t) {
	if (e === void 0) throw Error(`Unexpected undefined${t ? `: ${t}` : ""}`);
	return e;
}
var G = (e, t) => Math.abs(e - t) < 1.01, Tr = (e, t, n) => {
	let r;
	return Object.assign(function(...i) {
		e.clearTimeout(r), r = e.setTimeout(() => t.apply(this, i), n);
	}, { cancel: () => {
		e.clearTimeout(r);
	} });
};
// node_modules/@tanstack/virtual-core/dist/esm/scroll-classifier.js
function Er({ offset: e, isScrolling: t, elementMax: n, holdOffset: r, scrollOffset: i, pendingWrite: a, clampedMaxAtWrite: o }) {
	return t && a === null && e === i ? "spurious" : a !== null && Math.abs(e - a.target) < 1.5 ? "readBack" : a !== null && !a.smooth && n !== null && a.target > n + r + .5 && Math.abs(e - (n + r)) < 1.5 || a !== null && !a.smooth && a.lowMaxes?.some((t) => Math.abs(e - t) < 1.5) ? "clampedReadBack" : o !== null && Math.abs(e - o) < 1.5 ? "clampedEcho" : "external";
}
var Dr = (e) => e === "smooth" || e === "smoothFinishing";
function Or({ kind: e, offset: t, command: n, target: r }) {
	return e !== "spurious" && e !== "readBack" && e !== "clampedReadBack" && n?.index != null && n.phase !== "queued" && !Dr(n.phase) && !G(t, n.lastTargetOffset) && !G(t, r()) && e !== "clampedEcho";
}
var kr = 40;
function Ar(e) {
	let t = e[e.length - 1];
	if (t === void 0) return !1;
	let n = e.length - 2;
	for (; n >= 0 && t.t - e[n].t < kr;) n--;
	if (n < 0) return !1;
	let r = e[n], i = n - 1;
	for (; i >= 0 && r.t - e[i].t < kr;) i--;
	if (i < 0) return !1;
	let a = e[i], o = (t.offset - r.offset) / (t.t - r.t), s = (r.offset - a.offset) / (r.t - a.t);
	return o * s >= 0 && Math.abs(o) >= 2 * Math.abs(s) && Math.abs(o) - Math.abs(s) >= .8;
}
function jr(e) {
	let t = e[e.length - 1];
	if (t === void 0) return !1;
	let n = e.length - 2;
	for (; n >= 0 && t.t - e[n].t < kr;) n--;
	if (n < 0) return !1;
	let r = e[n];
	return Math.abs(t.offset - r.offset) / (t.t - r.t) >= .05;
}
// node_modules/@tanstack/virtual-core/dist/esm/ios-gesture.js
var K, Mr = () => {
	if (K !== void 0) return K;
	if (typeof navigator > "u") return K = !1;
	if (/iP(hone|od|ad)/.test(navigator.userAgent)) return K = !0;
	let e = navigator.maxTouchPoints;
	return K = navigator.platform === "MacIntel" && e !== void 0 && e > 0;
}, Nr, Pr = () => Nr === void 0 ? Nr = Mr() && typeof CSS < "u" && typeof CSS.supports == "function" && CSS.supports("overflow-anchor: auto") : Nr, Fr = () => !Mr() || Pr(), q = {
	capture: !0,
	passive: !0
}, Ir = class {
	constructor(e) {
		this.host = e, this._touch = null, this.inMotion = () => this._touch !== null && this._touch.phase !== "lateFling", this.dragging = () => this._touch?.phase === "down" && this._touch.moved, this.tail = () => this._touch?.phase === "tail" ? this._touch.moved ? "fling" : "tap" : null, this.onScroll = ({ isScrolling: e, ownReadBack: t, moved: n, external: r }) => (e && this._touch?.phase === "tail" ? this._openTail(this._touch.moved || !t, !1) : this._touch?.phase === "lateFling" && (this.host.now() > this._touch.until ? this._touch = null : r && e && n && this._openTail(!0, !1)), !t && e && n && this._touch?.phase === "down" ? (this._touch.moved = !0, !0) : !1), this.touchStart = () => {
			this.end(), this._touch = {
				phase: "down",
				moved: !1
			};
		}, this.touchEnd = () => {
			let e = this._touch?.phase === "down" && this._touch.moved;
			this.end(), this._openTail(e, e);
		}, this.end = () => {
			let e = this.host.getWindow();
			this._touch?.phase === "tail" && e != null && e.clearTimeout(this._touch.timerId), this._touch = null;
		}, this.listen = (e) => {
			let t = () => this.touchStart(), n = () => this.touchEnd();
			return e.addEventListener("touchstart", t, q), e.addEventListener("touchend", n, q), e.addEventListener("touchcancel", n, q), () => {
				e.removeEventListener("touchstart", t, q), e.removeEventListener("touchend", n, q), e.removeEventListener("touchcancel", n, q), this.end();
			};
		}, this._openTail = (e, t) => {
			let n = this.host.getWindow();
			if (n == null) return;
			this.end();
			let r = {
				phase: "tail",
				moved: e,
				awaitingFling: t,
				timerId: n.setTimeout(() => {
					this.host.tailStillMoving() ? this._openTail(r.moved, r.awaitingFling) : (this._touch = r.awaitingFling ? {
						phase: "lateFling",
						until: this.host.now() + 1e3
					} : null, this.host.onTailClosed());
				}, 150)
			};
			this._touch = r;
		};
	}
	get touch() {
		return this._touch;
	}
}, Lr = (e) => {
	let { clientWidth: t, clientHeight: n } = e;
	return {
		width: t,
		height: n
	};
}, Rr = (e) => {
	let t = /* @__PURE__ */ new Set();
	return {
		schedule: (n) => {
			let r = e.requestAnimationFrame(() => {
				t.delete(r), n();
			});
			t.add(r);
		},
		cancel: () => {
			t.forEach((t) => e.cancelAnimationFrame(t)), t.clear();
		}
	};
}, zr = (e) => e, Br = (e) => {
	let t = e.overscan * Math.max(e.lanes ?? 1, 1), n = Math.max(e.startIndex - t, 0), r = Math.min(e.endIndex + t, e.count - 1) - n + 1, i = Array(r);
	for (let e = 0; e < r; e++) i[e] = n + e;
	return i;
}, Vr = (e, t) => {
	let n = e.scrollElement;
	if (!n) return;
	let r = e.targetWindow;
	if (!r) return;
	let i = (e) => {
		let { width: n, height: r } = e;
		t({
			width: Math.round(n),
			height: Math.round(r)
		});
	};
	if (i(Lr(n)), !r.ResizeObserver) return () => {};
	let a = Rr(r), o = new r.ResizeObserver(() => {
		let t = () => {
			i(Lr(n));
		};
		e.options.useAnimationFrameWithResizeObserver ? a.schedule(t) : t();
	});
	return o.observe(n, { box: "content-box" }), () => {
		o.unobserve(n), a.cancel();
	};
}, Hr = { passive: !0 }, Ur = typeof window > "u" || "onscrollend" in window, Wr = (e, t, n) => {
	let r = e.scrollElement;
	if (!r) return;
	let i = e.targetWindow;
	if (!i) return;
	let a = e.options.useScrollendEvent && Ur, o = 0, s = a ? null : Tr(i, () => t(n(r), !1), e.options.isScrollingResetDelay), c = (e) => () => {
		o = n(r), s?.(), t(o, e);
	}, l = c(!0), u = c(!1);
	return r.addEventListener("scroll", l, Hr), a && r.addEventListener("scrollend", u, Hr), () => {
		r.removeEventListener("scroll", l), a && r.removeEventListener("scrollend", u), s?.cancel();
	};
}, Gr = (e, t) => Wr(e, t, (t) => {
	let { horizontal: n, isRtl: r } = e.options;
	return n ? t.scrollLeft * (r && -1 || 1) : t.scrollTop;
}), Kr = (e, t, n) => {
	if (n.options.useCachedMeasurements) {
		let t = n.indexFromElement(e), r = n.options.getItemKey(t);
		return n.itemSizeCache.get(r) ?? n.options.estimateSize(t);
	}
	if (t?.borderBoxSize) {
		let e = t.borderBoxSize[0];
		if (e) return Math.round(e[n.options.horizontal ? "inlineSize" : "blockSize"]);
	}
	if (!t) {
		let t = n.indexFromElement(e), r = n.options.getItemKey(t), i = n.itemSizeCache.get(r);
		if (i !== void 0) return i;
	}
	return e[n.options.horizontal ? "offsetWidth" : "offsetHeight"];
}, qr = (e, { adjustments: t = 0, behavior: n }, r) => {
	var i;
	let { scrollElement: a, options: o } = r, s = e + t, c = o.horizontal && o.isRtl && a !== null && "ownerDocument" in a;
	(i = a?.scrollTo) == null || i.call(a, {
		[o.horizontal ? "left" : "top"]: c ? -s : s,
		behavior: n
	});
}, Jr = (e, t) => e === "smooth" ? t ? "smoothLanded" : "smooth" : "instant", J = (e) => e?.phase === "smooth" || e?.phase === "smoothLanded";
function Yr(e, t, n, r) {
	if (t === 0) return !1;
	let i = r(0), a = /* @__PURE__ */ new Set(), o = 0;
	for (; o < e;) {
		let e = n(o);
		if (e === i) break;
		a.add(e), o++;
	}
	let s = e - o;
	if (s === 0 || s >= t) return !1;
	for (let e = 0; e < s; e++) if (r(e) !== n(o + e)) return !1;
	for (let e = s; e < t; e++) if (a.has(r(e))) return !1;
	return !0;
}
var Xr = class {
	constructor(e) {
		this.unsubs = [], this.scrollElement = null, this.targetWindow = null, this.isScrolling = !1, this.scrollState = null, this.measurementsCache = [], this._singleLaneMeasurements = null, this.itemSizeCache = /* @__PURE__ */ new Map(), this.itemSizeCacheVersion = 0, this.laneAssignments = /* @__PURE__ */ new Map(), this.pendingMin = null, this.prevLanes = void 0, this.lanesChangedFlag = !1, this.lanesSettling = !1, this.pendingScrollAnchor = null, this.scrollRect = null, this.scrollOffset = null, this.scrollDirection = null, this._holdOffset = 0, this._reportedOverscroll = !1, this._iosGesture = new Ir({
			getWindow: () => this.targetWindow,
			now: () => this.now(),
			tailStillMoving: () => {
				let e = this.scrollState;
				if (e?.phase !== "queued" || this.pendingWrite !== null) return !1;
				let t = this._readElementOffset();
				return t === null || this._lastElementOffset === null || Math.abs(t - this._lastElementOffset) < 1 ? !1 : (this._lastElementOffset = t, e.samples = [...e.samples ?? [], {
					t: this.now(),
					offset: t
				}], !0);
			},
			onTailClosed: () => {
				let e = this.scrollState;
				e?.phase === "queued" && jr(e.samples ?? []) && (this.scrollState = null), this._flushHoldIfReady(!0), this._writeAwaitingCommand(), this._retryClampedAdjustment();
			}
		}), this._lastElementOffset = null, this.pendingWrite = null, this._clampedAdjustment = null, this.elementsCache = /* @__PURE__ */ new Map(), this._resizeBatch = null, this.now = () => {
			var e;
			return ((e = this.targetWindow?.performance)?.now)?.call(e) ?? Date.now();
		}, this.observer = /* @__PURE__ */ (() => {
			let e = null, t = null, n = !1, r = !1, i = /* @__PURE__ */ new Set(), a = () => {
				if (e) return e;
				let r = this.targetWindow;
				if (!r || !r.ResizeObserver) return null;
				let i = t = Rr(r);
				return e = new r.ResizeObserver((e) => {
					let t = () => {
						let t = { sync: !1 };
						this._resizeBatch = t;
						try {
							e.forEach(o);
						} finally {
							this._resizeBatch = null, t.notify && (this.notify(t.sync), this._noteClampMax(), this._flushHoldIfReady(!0), this._retryClampedAdjustment(), this.measureElement(null));
						}
					};
					if (this.options.useAnimationFrameWithResizeObserver) i.schedule(t);
					else {
						n = !0;
						try {
							t();
						} finally {
							n = !1;
						}
					}
				});
			}, o = (e) => {
				let t = e.target, n = this.indexFromElement(t);
				if (t.isConnected) this.isIndexInRange(n) && this.shouldMeasureDuringScroll(n) && this.resizeItem(n, this.options.measureElement(t, e, this));
				else {
					this.observer.unobserve(t);
					for (let [e, n] of this.elementsCache) if (n === t) {
						this.elementsCache.delete(e);
						break;
					}
				}
			};
			return {
				disconnect: () => {
					var n;
					(n = a()) == null || n.disconnect(), t?.cancel(), i.clear(), r = !1, e = null, t = null;
				},
				observe: (o) => {
					let s = a();
					s && (n ? (i.add(o), r || (r = !0, t?.schedule(() => {
						r = !1, i.forEach((t) => {
							t.isConnected && e?.observe(t, { box: "border-box" });
						}), i.clear();
					}))) : s.observe(o, { box: "border-box" }));
				},
				unobserve: (e) => {
					var t;
					i.delete(e), (t = a()) == null || t.unobserve(e);
				}
			};
		})(), this.range = null, this.setOptions = (e) => {
			let t = {
				debug: !1,
				initialOffset: 0,
				overscan: 1,
				paddingStart: 0,
				paddingEnd: 0,
				scrollPaddingStart: 0,
				scrollPaddingEnd: 0,
				horizontal: !1,
				getItemKey: zr,
				rangeExtractor: Br,
				onChange: () => {},
				measureElement: Kr,
				initialRect: {
					width: 0,
					height: 0
				},
				scrollMargin: 0,
				gap: 0,
				indexAttribute: "data-index",
				initialMeasurementsCache: [],
				lanes: 1,
				anchorTo: "start",
				followOnAppend: !1,
				scrollEndThreshold: 1,
				isScrollingResetDelay: 150,
				enabled: !0,
				isRtl: !1,
				useScrollendEvent: !1,
				useAnimationFrameWithResizeObserver: !1,
				laneAssignmentMode: "estimate",
				useCachedMeasurements: !1
			};
			for (let n in e) {
				let r = e[n];
				r !== void 0 && (t[n] = r);
			}
			let n = this.options, r = null, i = null, a = !1;
			if (n !== void 0 && n.enabled && t.enabled && t.anchorTo === "end" && this.scrollElement !== null) {
				let e = n.count, o = t.count, s = this.getMeasurements(), c = this._singleLaneMeasurements?.items ?? s, l = (e) => Sr(c[e]), u = e > 0 ? l(0) : null, d = e > 0 ? l(e - 1) : null;
				if (o !== e || e > 0 && o > 0 && (t.getItemKey(0) !== u || t.getItemKey(o - 1) !== d)) {
					a = !0;
					let c = e > 0 ? this.getVirtualItemForOffset(this.getScrollOffset()) ?? s[0] : null;
					c && (r = [c.key, this.getScrollOffset() - c.start]);
					let u = t.followOnAppend === !0 ? "auto" : t.followOnAppend || null;
					u && o > 0 && this.isAtEnd(n.scrollEndThreshold) && (e === 0 || t.getItemKey(o - 1) !== d) && (o > e || Yr(e, o, l, t.getItemKey)) && (i = u);
				}
			}
			this.options = t, a && (this.pendingMin = 0, this.itemSizeCacheVersion++);
			let o = null;
			if (r && this.scrollOffset !== null && !this._awaitingCommandReadBack()) {
				let [e, t] = r, n = this.getMeasurements(), { count: a, getItemKey: s } = this.options, c = 0;
				for (; c < a && s(c) !== e;) c++;
				if (c < a) {
					let e = n[c];
					if (e) {
						let n = Math.max(0, e.start + t);
						!i && n !== this.scrollOffset && (o = n - this.scrollOffset, this.scrollOffset = n);
					}
				}
			}
			i ? this.pendingScrollAnchor = {
				kind: "follow",
				behavior: i
			} : o !== null && (this._canWriteScroll() ? this.pendingScrollAnchor = {
				kind: "anchor",
				delta: o
			} : (this._holdOffset += o, this._followOffsetTarget(o)));
		}, this.notify = (e) => {
			var t, n;
			(n = (t = this.options).onChange) == null || n.call(t, this, e);
		}, this.maybeNotify = W(() => (this.calculateRange(), [
			this.isScrolling,
			this.range ? this.range.startIndex : null,
			this.range ? this.range.endIndex : null
		]), (e) => {
			this.notify(e);
		}, {
			key: !1,
			debug: () => this.options.debug,
			initialDeps: [
				this.isScrolling,
				this.range ? this.range.startIndex : null,
				this.range ? this.range.endIndex : null
			]
		}), this.cleanup = () => {
			var e;
			this.unsubs.filter(Boolean).forEach((e) => e()), this.unsubs = [], this.observer.disconnect(), this.rafId != null && this.targetWindow && (this.targetWindow.cancelAnimationFrame(this.rafId), this.rafId = null), this.scrollState = null, (e = this._momentumStop) == null || e.restore(), this._momentumStop = null, this.isScrolling = !1, this.scrollDirection = null, this._holdOffset = 0, this._reportedOverscroll = !1, this._clampedAdjustment = null, this.pendingWrite = null, this.scrollElement = null, this.targetWindow = null;
		}, this._didMount = () => () => {
			this.cleanup();
		}, this._willUpdate = () => {
			let e = this.options.enabled ? this.options.getScrollElement() : null;
			if (this.scrollElement !== e) {
				if (this.cleanup(), !e) {
					this.maybeNotify();
					return;
				}
				this.scrollElement = e, this.targetWindow = this.scrollElement && "ownerDocument" in this.scrollElement ? this.scrollElement.ownerDocument.defaultView : this.scrollElement?.window ?? null, this.elementsCache.forEach((e) => {
					this.observer.observe(e);
				}), this.unsubs.push(this.options.observeElementRect(this, (e) => {
					this.scrollRect = e, this.maybeNotify();
				})), this.unsubs.push(this.options.observeElementOffset(this, (e, t) => {
					let n = t ? this._elementMaxScrollOffset() : null, r = this._reportedOverscroll;
					this._reportedOverscroll = e < 0 || n !== null && e > n + 1;
					let i = e;
					this._lastElementOffset = i, e = this._toLayoutOffset(e);
					let a = this._classifyScrollEvent(e, t, n);
					if (a === "spurious") return;
					a === "readBack" ? e = this.pendingWrite.target : a === "clampedReadBack" && this.scrollState?.index != null && e < this.getMaxScrollOffset() - 1.5 ? this.scrollState.lastTargetOffset = e : Or({
						kind: a,
						offset: e,
						command: this.scrollState,
						target: () => this.getScrollStateTarget(this.scrollState)
					}) && (this.scrollState = null), this.pendingWrite = null, this._clampedAdjustment !== null && Math.abs(e - this._clampedAdjustment.maxAtWrite) >= 1.5 && (this._clampedAdjustment = null);
					let o = this.getScrollOffset(), s = this.scrollDirection;
					this.scrollDirection = t ? o === e ? this.scrollDirection : o < e ? "forward" : "backward" : null, this.scrollOffset = e, this.isScrolling = t;
					let c = this.scrollState;
					if (c?.phase === "queued" && a === "external" && t) {
						if (r || this._reportedOverscroll) c.samples = [];
						else {
							let e = this.now();
							c.samples = [...(c.samples ?? []).filter((t) => e - t.t <= 200), {
								t: e,
								offset: i
							}], (s !== null && this.scrollDirection !== s || Ar(c.samples)) && (this.scrollState = null);
						}
					}
					this._iosGesture.onScroll({
						isScrolling: t,
						ownReadBack: a === "readBack",
						moved: e !== o,
						external: a === "external" && this.scrollState?.phase !== "smooth" && this.scrollState?.phase !== "smoothFinishing"
					}) && this.scrollState?.phase === "queued" && (this.scrollState = null), this._flushHoldIfReady(!0), this.scrollState && this.scheduleScrollReconcile(), this.maybeNotify();
				})), "addEventListener" in this.scrollElement && this.unsubs.push(this._iosGesture.listen(this.scrollElement)), this._scrollToOffset(this.getScrollOffset());
			}
			this._noteClampMax();
			let t = this.pendingScrollAnchor;
			this.pendingScrollAnchor = null, t && this.scrollElement && this.options.enabled && (t.kind === "anchor" ? this._canWriteScroll() ? J(this.scrollState) && !G(this.getScrollOffset() - t.delta, this.scrollState.lastTargetOffset) || (this._followOffsetTarget(t.delta), this._scrollToOffset(this.getScrollOffset())) : (this._holdOffset += t.delta, this._followOffsetTarget(t.delta), this.notify(!1)) : this.scrollToEnd({ behavior: t.behavior })), this._flushHoldIfReady(!1), this._retryClampedAdjustment();
		}, this._classifyScrollEvent = (e, t, n) => Er({
			offset: e,
			isScrolling: t,
			elementMax: n,
			holdOffset: this._holdOffset,
			scrollOffset: this.scrollOffset,
			pendingWrite: this.pendingWrite,
			clampedMaxAtWrite: this._clampedAdjustment?.maxAtWrite ?? null
		}), this._retryClampedAdjustment = () => {
			if (this._clampedAdjustment === null || !this.scrollElement || !this.options.enabled || !this._canWriteScroll()) return;
			let { target: e, maxAtWrite: t } = this._clampedAdjustment, n = this.getMaxScrollOffset();
			n > t + .5 && (this._clampedAdjustment = e > n + .5 ? {
				target: e,
				maxAtWrite: n
			} : null, this._scrollToOffset(e));
		}, this._writeAwaitingCommand = () => {
			let e = this.scrollState;
			if (e === null || e.phase !== "queued") return;
			let { behavior: t } = e;
			this.getMeasurements();
			let n = this.getScrollStateTarget(e);
			e.lastTargetOffset = n, this._clampedAdjustment = null, e.phase = Jr(t, e.index != null && G(n, this.getScrollOffset())), this._scrollToOffset(n, { behavior: t }), this.scheduleScrollReconcile();
		}, this._readElementOffset = () => {
			let e = this.scrollElement;
			if (e == null) return null;
			let { horizontal: t, isRtl: n } = this.options;
			return typeof e.scrollTop == "number" ? t ? e.scrollLeft * (n && -1 || 1) : e.scrollTop : typeof e.scrollY == "number" ? t ? e.scrollX : e.scrollY : null;
		}, this._canWriteScroll = () => !(Mr() && this._iosGesture.inMotion()) && !this._reportedOverscroll, this._flushHoldIfReady = (e) => {
			if (this._holdOffset === 0 || !this.scrollElement || !this.options.enabled || !this._canWriteScroll() || this.scrollState?.phase === "smooth") return;
			this._holdOffset = 0, this.scrollOffset !== null && this.scrollOffset < 0 && (this.scrollOffset = 0), this.notify(e);
			let t = this.getCommandWrittenOffset() ?? this.getScrollOffset();
			this._clampedAdjustment = this._clampedBy(t), this._scrollToOffset(t);
		}, this.rafId = null, this.getSize = () => this.options.enabled ? (this.scrollRect = this.scrollRect ?? this.options.initialRect, this.scrollRect[this.options.horizontal ? "width" : "height"]) : (this.scrollRect = null, 0), this.getScrollOffset = () => this.options.enabled ? (this.scrollOffset = this.scrollOffset ?? (typeof this.options.initialOffset == "function" ? this.options.initialOffset() : this.options.initialOffset), this.scrollOffset) : (this.scrollOffset = null, 0), this.getMeasurementOptions = W(() => [
			this.options.count,
			this.options.paddingStart,
			this.options.scrollMargin,
			this.options.getItemKey,
			this.options.enabled,
			this.options.lanes,
			this.options.laneAssignmentMode,
			this.options.gap
		], (e, t, n, r, i, a, o, s) => (this.prevLanes !== void 0 && this.prevLanes !== a && (this.lanesChangedFlag = !0), this.prevLanes = a, this.pendingMin = null, {
			count: e,
			paddingStart: t,
			scrollMargin: n,
			getItemKey: r,
			enabled: i,
			lanes: a,
			laneAssignmentMode: o,
			gap: s
		}), { key: !1 }), this.isIndexInRange = (e) => e >= 0 && e < this.options.count, this.getMeasurements = W(() => [this.getMeasurementOptions(), this.itemSizeCacheVersion], ({ count: e, paddingStart: t, scrollMargin: n, getItemKey: r, enabled: i, lanes: a, laneAssignmentMode: o, gap: s }, c) => {
			let l = this.itemSizeCache;
			if (!i) return this.measurementsCache = [], this._singleLaneMeasurements = null, this.itemSizeCache.clear(), this.laneAssignments.clear(), [];
			if (this.laneAssignments.size > e) for (let t of this.laneAssignments.keys()) t >= e && this.laneAssignments.delete(t);
			this.lanesChangedFlag && (this.lanesChangedFlag = !1, this.lanesSettling = !0, this.measurementsCache = [], this._singleLaneMeasurements = null, this.itemSizeCache.clear(), this.laneAssignments.clear(), this.pendingMin = null), this.measurementsCache.length === 0 && !this.lanesSettling && (this.measurementsCache = this.options.initialMeasurementsCache, this.measurementsCache.forEach((e) => {
				this.itemSizeCache.set(e.key, e.size);
			}));
			let u = this.lanesSettling ? 0 : this.pendingMin ?? 0;
			if (this.pendingMin = null, this.lanesSettling && this.measurementsCache.length === e && (this.lanesSettling = !1), a === 1) {
				let i = e * 2, a = this._singleLaneMeasurements?.flat;
				if (!a || a.length < i) {
					let e = new Float64Array(i);
					a && u > 0 && e.set(a.subarray(0, u * 2)), a = e;
				}
				let o = u === 0 ? Array(e) : this._singleLaneMeasurements.items.slice(), c;
				if (u === 0) c = t + n;
				else {
					let e = u - 1;
					c = a[e * 2] + a[e * 2 + 1] + s;
				}
				for (let t = u; t < e; t++) {
					let e = r(t);
					o[t] = e;
					let n = l.get(e), i = typeof n == "number" ? n : this.options.estimateSize(t);
					a[t * 2] = c, a[t * 2 + 1] = i, c += i + s;
				}
				this._singleLaneMeasurements = {
					flat: a,
					items: o
				};
				let d = Cr(o, a);
				return this.measurementsCache = d, d;
			}
			let d = this.measurementsCache.slice(0, u), f = Array(a).fill(void 0), p = new Float64Array(a), m = 0;
			for (let e = 0; e < u; e++) {
				let t = d[e];
				t && (f[t.lane] === void 0 && m++, f[t.lane] = e, p[t.lane] = t.end);
			}
			for (let i = u; i < e; i++) {
				let e = r(i), c = this.laneAssignments.get(i), u, h, g = o === "estimate" || l.has(e);
				if (c !== void 0 && this.options.lanes > 1) {
					u = c;
					let e = f[u], r = e === void 0 ? void 0 : d[e];
					h = r ? r.end + s : t + n;
				} else if (m === a) {
					let e = 0, t = p[0], n = f[0];
					for (let r = 1; r < a; r++) {
						let i = p[r];
						(i < t || i === t && f[r] < n) && (e = r, t = i, n = f[r]);
					}
					u = e, h = t + s, g && this.laneAssignments.set(i, u);
				} else u = i % this.options.lanes, h = t + n, g && this.laneAssignments.set(i, u);
				let _ = l.get(e), v = typeof _ == "number" ? _ : this.options.estimateSize(i), y = h + v;
				d[i] = {
					index: i,
					start: h,
					size: v,
					end: y,
					key: e,
					lane: u
				}, f[u] === void 0 && m++, f[u] = i, p[u] = y;
			}
			return this.measurementsCache = d, d;
		}, {
			key: !1,
			debug: () => this.options.debug
		}), this.calculateRange = W(() => [
			this.getMeasurements(),
			this.getSize(),
			this.getScrollOffset(),
			this.options.lanes,
			this._getLayoutTotalSize() + this.options.scrollMargin
		], (e, t, n, r, i) => {
			if (e.length === 0 || t === 0) return this.range = null, null;
			let a = Math.max(i - t, 0);
			return this.range = $r(e, t, Math.min(n, a), r, r === 1 && this._singleLaneMeasurements !== null ? this._singleLaneMeasurements.flat : null), this.range;
		}, {
			key: !1,
			debug: () => this.options.debug
		}), this.getVirtualIndexes = W(() => {
			let e = null, t = null, n = this.calculateRange();
			return n && (e = n.startIndex, t = n.endIndex), this.maybeNotify.updateDeps([
				this.isScrolling,
				e,
				t
			]), [
				this.options.rangeExtractor,
				this.options.overscan,
				this.options.count,
				e,
				t,
				this.options.lanes
			];
		}, (e, t, n, r, i, a) => r === null || i === null ? [] : e({
			startIndex: r,
			endIndex: i,
			overscan: t,
			count: n,
			lanes: a
		}), {
			key: !1,
			debug: () => this.options.debug
		}), this.indexFromElement = (e) => {
			let t = this.options.indexAttribute, n = e.getAttribute(t);
			return n ? parseInt(n, 10) : (console.warn(`Missing attribute name '${t}={index}' on measured element.`), -1);
		}, this.shouldMeasureDuringScroll = (e) => {
			if (!J(this.scrollState)) return !0;
			let t = this.scrollState.index ?? this.getVirtualItemForOffset(this.scrollState.lastTargetOffset)?.index;
			if (t !== void 0 && this.range) {
				let n = Math.max(this.options.overscan, Math.ceil((this.range.endIndex - this.range.startIndex) / 2)), r = Math.max(0, t - n), i = Math.min(this.options.count - 1, t + n);
				return e >= r && e <= i;
			}
			return !0;
		}, this.measureElement = (e) => {
			if (!e) {
				this.elementsCache.forEach((e, t) => {
					e.isConnected || (this.observer.unobserve(e), this.elementsCache.delete(t));
				});
				return;
			}
			let t = this.indexFromElement(e);
			if (!this.isIndexInRange(t)) return;
			let n = this.options.getItemKey(t), r = this.elementsCache.get(n);
			r !== e && (r && this.observer.unobserve(r), this.observer.observe(e), this.elementsCache.set(n, e)), e.isConnected && (!this.isScrolling || this.scrollState) && this.shouldMeasureDuringScroll(t) && this.resizeItem(t, this.options.measureElement(e, void 0, this));
		}, this.resizeItem = (e, t) => {
			var n;
			if (!this.isIndexInRange(e)) return;
			this._resizeBatch?.sync && this.getMeasurements();
			let r, i, a, o = this._singleLaneMeasurements?.flat;
			if (this.options.lanes === 1 && o != null) a = this.options.getItemKey(e), i = o[e * 2], r = o[e * 2 + 1];
			else {
				let t = this.measurementsCache[e];
				if (!t) return;
				a = t.key, i = t.start, r = t.size;
			}
			let s = this.itemSizeCache.get(a) ?? r, c = t - s;
			if (c !== 0) {
				let o = this.options.anchorTo === "end" && !J(this.scrollState) && this.getVirtualDistanceFromEnd() <= this.options.scrollEndThreshold, l = o ? this._getLayoutTotalSize() : 0, u = this.getScrollOffset(), d = this.itemSizeCache.has(a) ? i + s <= u && this.scrollDirection !== "backward" : i < u, f = !J(this.scrollState) && (this.shouldAdjustScrollPositionOnItemSizeChange === void 0 ? d : this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[e] ?? {
					index: e,
					key: a,
					start: i,
					size: r,
					end: i + r,
					lane: 0
				}, c, this));
				(this.pendingMin === null || e < this.pendingMin) && (this.pendingMin = e), this.itemSizeCache.set(a, t), this.itemSizeCacheVersion++;
				let p = !1;
				if (this._awaitingCommandReadBack() || (o ? p = this.applyScrollAdjustment(this._getLayoutTotalSize() - l) : f && (p = this.applyScrollAdjustment(c))), this._resizeBatch) {
					this._resizeBatch.notify = !0, (n = this._resizeBatch).sync || (n.sync = p);
					return;
				}
				this.notify(p), this._noteClampMax(), this._flushHoldIfReady(!0), this._retryClampedAdjustment();
			}
		}, this.getVirtualItems = W(() => [
			this.getVirtualIndexes(),
			this.getMeasurements(),
			this._holdOffset
		], (e, t, n) => {
			let r = [];
			for (let i = 0, a = e.length; i < a; i++) {
				let a = t[e[i]];
				r.push(n === 0 ? a : {
					...a,
					start: a.start - n,
					end: a.end - n
				});
			}
			return r;
		}, {
			key: !1,
			debug: () => this.options.debug
		}), this.getVirtualItemForOffset = (e) => {
			let t = this.getMeasurements();
			if (t.length === 0) return;
			let n = this._singleLaneMeasurements?.flat, r = this.options.lanes === 1 && n != null;
			return wr(t[Zr(0, t.length - 1, r ? (e) => n[e * 2] : (e) => wr(t[e]).start, e)]);
		}, this._noteClampMax = () => {
			if (!this._awaitingCommandReadBack()) return;
			let e = this._elementMaxScrollOffset();
			if (e === null) return;
			let t = this.pendingWrite, n = Math.max(e, 0) + this._holdOffset;
			if (n >= t.target) return;
			let r = t.lowMaxes ??= [];
			r[r.length - 1] !== n && r.push(n);
		}, this.getMaxScrollOffset = () => (this._elementMaxScrollOffset() ?? 0) + this._holdOffset, this._toLayoutOffset = (e) => {
			let t = e + this._holdOffset;
			return this.pendingScrollAnchor?.kind === "anchor" && (t += this.pendingScrollAnchor.delta), t;
		}, this._elementMaxScrollOffset = () => {
			let e = this.scrollElement;
			if (e === null) return null;
			if ("scrollHeight" in e) return this.options.horizontal ? e.scrollWidth - e.clientWidth : e.scrollHeight - e.clientHeight;
			if ("document" in e) {
				let t = e.document.documentElement;
				return this.options.horizontal ? t.scrollWidth - e.innerWidth : t.scrollHeight - e.innerHeight;
			}
			return null;
		}, this._momentumStop = null, this._stopMomentum = (e) => {
			let t = this.scrollElement, n = this.targetWindow;
			if (t === null || n === null) return;
			let r = "document" in t ? t.document.scrollingElement : t;
			if (!r?.style) return;
			if (this._momentumStop) {
				this._momentumStop.done = e;
				return;
			}
			let { style: i } = r, a = this.options.horizontal ? "overflow-x" : "overflow-y", o = i.getPropertyValue(a), s = i.getPropertyPriority(a), c = () => this.options.horizontal ? r.clientHeight : r.clientWidth, l = c();
			if (i.setProperty(a, "hidden", "important"), c() !== l) {
				i.setProperty(a, o, s);
				return;
			}
			let u = {
				restore: () => i.getPropertyValue(a) !== "hidden" || i.getPropertyPriority(a) !== "important" ? !1 : (i.setProperty(a, o, s), !0),
				done: e
			};
			this._momentumStop = u, n.requestAnimationFrame(() => n.requestAnimationFrame(() => {
				this._momentumStop === u && (this._momentumStop = null, u.restore() && u.done());
			}));
		}, this._clampedBy = (e) => {
			let t = this._elementMaxScrollOffset();
			if (t === null) return null;
			let n = t + this._holdOffset;
			return e > n + .5 ? {
				target: e,
				maxAtWrite: n
			} : null;
		}, this.getVirtualDistanceFromEnd = () => Math.max(this._getLayoutTotalSize() + this.options.scrollMargin - this.getSize() - this.getScrollOffset(), 0), this.getDistanceFromEnd = () => Math.max(this.getMaxScrollOffset() - this.getScrollOffset(), 0), this.isAtEnd = (e = this.options.scrollEndThreshold) => this.getDistanceFromEnd() <= e, this.getOffsetForAlignment = (e, t, n = 0) => {
			if (!this.scrollElement) return 0;
			let r = this.getSize(), i = this.getScrollOffset();
			t === "auto" && (t = e >= i + r ? "end" : "start"), t === "center" ? e += (n - r) / 2 : t === "end" && (e -= r);
			let a = this.getMaxScrollOffset();
			return Math.max(Math.min(a, e), 0);
		}, this.getOffsetForIndex = (e, t = "auto") => {
			e = Math.max(0, Math.min(e, this.options.count - 1));
			let n = this.getSize(), r = this.getScrollOffset(), i = this.getMeasurements()[e];
			if (!i) return;
			if (t === "auto") {
				if (i.end >= r + n - this.options.scrollPaddingEnd) t = "end";
				else if (i.start <= r + this.options.scrollPaddingStart) t = "start";
				else return [r, t];
			}
			if (t === "end" && e === this.options.count - 1) {
				let e = this.getMaxScrollOffset(), n = e - this.options.paddingEnd + this.options.scrollPaddingEnd;
				return [Math.max(Math.min(n, e), 0), t];
			}
			let a = t === "end" ? i.end + this.options.scrollPaddingEnd : i.start - this.options.scrollPaddingStart;
			return [this.getOffsetForAlignment(a, t, i.size), t];
		}, this.scrollToOffset = (e, { align: t = "start", behavior: n = "auto" } = {}) => {
			this._startScroll({
				index: null,
				align: t
			}, this.getOffsetForAlignment(e, t), n, "absolute");
		}, this.scrollToIndex = (e, { align: t = "auto", behavior: n = "auto" } = {}) => {
			e = Math.max(0, Math.min(e, this.options.count - 1));
			let r = this.getOffsetForIndex(e, t);
			if (!r) return;
			let [i, a] = r;
			this._startScroll({
				index: e,
				align: a
			}, i, n, "absolute");
		}, this.scrollBy = (e, { behavior: t = "auto" } = {}) => {
			let n = this.getOffsetForAlignment((this.getCommandWrittenOffset() ?? this.getScrollOffset()) + e, "start");
			this._startScroll({
				index: null,
				align: "start"
			}, n, t, "relative");
		}, this.scrollToEnd = ({ behavior: e = "auto" } = {}) => {
			this.options.count > 0 ? this._startScroll({
				index: this.options.count - 1,
				align: "end",
				toEnd: !0
			}, Math.max(this.getMaxScrollOffset(), 0), e, "absolute") : this.scrollToOffset(Math.max(this.getTotalSize() - this.getSize(), 0), { behavior: e });
		}, this.cancelScroll = () => {
			this.rafId != null && this.targetWindow && (this.targetWindow.cancelAnimationFrame(this.rafId), this.rafId = null), this.scrollState = null;
		}, this.getTotalSize = () => Math.max(this._getLayoutTotalSize() - this._holdOffset, 0), this._getLayoutTotalSize = () => {
			let e = this.getMeasurements(), t;
			if (e.length === 0) t = this.options.paddingStart;
			else if (this.options.lanes === 1) {
				let n = e.length - 1, r = this._singleLaneMeasurements?.flat;
				t = r == null ? e[n]?.end ?? 0 : r[n * 2] + r[n * 2 + 1];
			} else {
				let n = Array(this.options.lanes).fill(null), r = e.length - 1;
				for (; r >= 0 && n.some((e) => e === null);) {
					let t = e[r];
					n[t.lane] === null && (n[t.lane] = t.end), r--;
				}
				t = Math.max(...n.filter((e) => e !== null));
			}
			return Math.max(t - this.options.scrollMargin + this.options.paddingEnd, 0);
		}, this.takeSnapshot = () => {
			let e = [];
			if (this.itemSizeCache.size === 0) return e;
			let t = this.getMeasurements();
			for (let n of t) n && this.itemSizeCache.has(n.key) && e.push({
				index: n.index,
				key: n.key,
				start: n.start,
				size: n.size,
				end: n.end,
				lane: n.lane
			});
			return e;
		}, this._scrollToOffset = (e, { adjustments: t, behavior: n } = {}) => {
			let r = {
				target: e + (t ?? 0),
				smooth: n === "smooth"
			};
			return this.pendingWrite = r, this.options.scrollToFn(e - this._holdOffset, {
				behavior: n,
				adjustments: t
			}, this), r;
		}, this.getCommandWrittenOffset = () => this.scrollState !== null && this.pendingWrite !== null && !this.pendingWrite.smooth ? this.pendingWrite.target : null, this._awaitingCommandReadBack = () => {
			let e = this.getCommandWrittenOffset();
			return !(Mr() && this._iosGesture.dragging()) && e !== null && !G(e, this.getScrollOffset());
		}, this._followOffsetTarget = (e) => {
			this.scrollState !== null && this.scrollState.index == null && (this.scrollState.lastTargetOffset += e);
		}, this.measure = () => {
			this.pendingMin = null, this.itemSizeCache.clear(), this.laneAssignments.clear(), this.itemSizeCacheVersion++, this.notify(!1);
		}, this.setOptions(e);
	}
	get scrollAdjustments() {
		return 0;
	}
	applyScrollAdjustment(e, t) {
		if (e === 0) return !1;
		if (this._followOffsetTarget(e), this._canWriteScroll()) {
			let n = this.getScrollOffset();
			this._clampedAdjustment = this._clampedBy(n + e);
			let r = this._scrollToOffset(n, {
				adjustments: e,
				behavior: t
			});
			return this.scrollOffset !== null && (this.pendingWrite === r && (this.scrollOffset += e), this.scrollOffset < 0 && (this.scrollOffset = 0)), !0;
		}
		return this._holdOffset += e, this.scrollOffset !== null && (this.scrollOffset += e), !0;
	}
	scheduleScrollReconcile() {
		this.targetWindow ? this.rafId ??= this.targetWindow.requestAnimationFrame(() => {
			this.rafId = null, this.reconcileScroll();
		}) : this.scrollState = null;
	}
	getScrollStateTarget(e) {
		let t = e.toEnd ? [Math.max(this.getMaxScrollOffset(), 0)] : e.index == null ? void 0 : this.getOffsetForIndex(e.index, e.align);
		return t ? t[0] : e.lastTargetOffset;
	}
	reconcileScroll() {
		if (!this.scrollState || !this.scrollElement) return;
		if (this.now() - this.scrollState.startedAt > 5e3) {
			this.scrollState = null;
			return;
		}
		if (this.scrollState.phase === "queued") {
			this.scheduleScrollReconcile();
			return;
		}
		this.getMeasurements();
		let e = this.getScrollStateTarget(this.scrollState), t = this.scrollState.index == null ? 1 : this.options.useAnimationFrameWithResizeObserver ? 3 : 2, n = e !== this.scrollState.lastTargetOffset;
		if (!n && G(e, this.getScrollOffset())) {
			if (this.scrollState.phase === "smooth" ? this.scrollState.phase = "smoothLanded" : this.scrollState.phase === "smoothFinishing" && (this.scrollState.phase = "instant"), this.scrollState.stableFrames++, this.scrollState.stableFrames >= t) {
				this.getScrollOffset() !== e && this._scrollToOffset(e, { behavior: "auto" }), this.scrollState = null;
				return;
			}
		} else if (this.scrollState.stableFrames = 0, n) {
			let t = this.getSize() || 600, n = Math.abs(e - this.getScrollOffset()), r = J(this.scrollState) && n > t;
			this.scrollState.lastTargetOffset = e, r ? this.scrollState.phase = "smooth" : this.scrollState.phase === "smooth" ? this.scrollState.phase = "smoothFinishing" : this.scrollState.phase === "smoothLanded" && (this.scrollState.phase = "instant"), this._scrollToOffset(e, { behavior: r ? "smooth" : "auto" });
		}
		this.scheduleScrollReconcile();
	}
	_startScroll(e, t, n, r) {
		this.pendingScrollAnchor = null, this._clampedAdjustment = null;
		let i = this._iosGesture.tail();
		if (r === "absolute" && i !== null) {
			if (i === "fling" && Fr()) {
				this._stopMomentum(() => {
					this.scrollState?.phase !== "queued" || this._iosGesture.tail() !== "fling" || this._reportedOverscroll || (this._iosGesture.end(), this._flushHoldIfReady(!0), this._writeAwaitingCommand());
				}), this.scrollState = {
					...e,
					startedAt: this.now(),
					lastTargetOffset: t,
					stableFrames: 0,
					phase: "queued",
					behavior: n,
					samples: []
				}, this.scheduleScrollReconcile();
				return;
			}
			this._iosGesture.end();
		}
		this.scrollState = {
			...e,
			startedAt: this.now(),
			lastTargetOffset: t,
			stableFrames: 0,
			behavior: n,
			phase: Jr(n, e.index != null && G(t, this.getScrollOffset()))
		}, this._scrollToOffset(t, { behavior: n }), this.scheduleScrollReconcile();
	}
}, Zr = (e, t, n, r) => {
	for (; e <= t;) {
		let i = (e + t) / 2 | 0, a = n(i);
		if (a < r) e = i + 1;
		else if (a > r) t = i - 1;
		else return i;
	}
	return e > 0 ? e - 1 : 0;
};
function Qr(e, t, n) {
	let r = 0;
	for (; r <= t;) {
		let i = (r + t) / 2 | 0, a = e[i * 2];
		if (a < n) r = i + 1;
		else if (a > n) t = i - 1;
		else return i;
	}
	return r > 0 ? r - 1 : 0;
}
function $r(e, t, n, r, i) {
	let a = e.length - 1;
	if (e.length <= r) return {
		startIndex: 0,
		endIndex: a
	};
	if (r === 1 && i !== null) {
		let e = Qr(i, a, n), r = e, o = n + t;
		for (; r < a && i[r * 2] + i[r * 2 + 1] < o;) r++;
		return {
			startIndex: e,
			endIndex: r
		};
	}
	let o = Zr(0, a, (t) => e[t].start, n), s = o;
	if (r === 1) for (; s < a && e[s].end < n + t;) s++;
	else if (r > 1) {
		let i = Array(r).fill(0);
		for (; s < a && i.some((e) => e < n + t);) {
			let t = e[s];
			i[t.lane] = t.end, s++;
		}
		let c = Array(r).fill(n + t);
		for (; o >= 0 && c.some((e) => e >= n);) {
			let t = e[o];
			c[t.lane] = t.start, o--;
		}
		o = Math.max(0, o - o % r), s = Math.min(a, s + (r - 1 - s % r));
	}
	return {
		startIndex: o,
		endIndex: s
	};
}
// node_modules/@tanstack/react-virtual/dist/esm/index.js
var ei = typeof document < "u" ? e.useLayoutEffect : e.useEffect;
function ti({ useFlushSync: t = !0, directDomUpdates: n = !1, directDomUpdatesMode: r = "transform", ...i }) {
	let a = e.useReducer((e) => e + 1, 0)[1], o = e.useRef({
		enabled: n,
		mode: r,
		container: null,
		lastSize: null,
		lastPositions: /* @__PURE__ */ new WeakMap(),
		prevRange: null
	});
	o.current.enabled = n, o.current.mode = r;
	let s = e.useRef(!1), c = (e) => {
		let t = o.current;
		if (!t.enabled || !t.container) return;
		let n = e.getTotalSize();
		if (n !== t.lastSize) {
			t.lastSize = n;
			let r = e.options.horizontal ? "width" : "height";
			t.container.style[r] = `${n}px`;
		}
	}, l = (e, t, n) => {
		let r = o.current, i = !!e.options.horizontal, a = t.start - e.options.scrollMargin;
		r.lastPositions.get(n) !== a && (r.lastPositions.set(n, a), r.mode === "transform" ? n.style.transform = i ? `translate3d(${a}px, 0, 0)` : `translate3d(0, ${a}px, 0)` : n.style[i ? "left" : "top"] = `${a}px`);
	}, u = (e) => {
		let t = o.current;
		if (t.enabled && t.container) {
			c(e);
			for (let t of e.getVirtualItems()) {
				let n = e.elementsCache.get(t.key);
				n && l(e, t, n);
			}
		}
	}, d = {
		...i,
		onChange: (e, n) => {
			var r;
			let c = o.current, l = !0;
			if (c.enabled) {
				u(e);
				let t = e.range, n = c.prevRange;
				l = !n || n.isScrolling !== e.isScrolling || n.startIndex !== t?.startIndex || n.endIndex !== t?.endIndex, l && (c.prevRange = t ? {
					startIndex: t.startIndex,
					endIndex: t.endIndex,
					isScrolling: e.isScrolling
				} : null);
			}
			l && (t && n && !s.current ? g(a) : a()), (r = i.onChange) == null || r.call(i, e, n);
		}
	}, [f] = e.useState(() => {
		let e = new Xr(d), t = e.measureElement;
		return e.measureElement = (n) => {
			s.current = !0;
			try {
				t(n);
			} finally {
				s.current = !1;
			}
			let r = o.current;
			if (n !== null && r.enabled && r.container) {
				let t = e.measurementsCache[e.indexFromElement(n)];
				t && l(e, t, n);
			}
		}, Object.assign(e, { containerRef: (t) => {
			let n = o.current;
			n.container = t, n.lastSize = null, t !== null && u(e);
		} });
	});
	return f.setOptions(d), ei(() => f._didMount(), []), ei(() => (c(f), f._willUpdate())), ei(() => {
		u(f);
	}), f;
}
function ni(e) {
	return ti({
		observeElementRect: Vr,
		observeElementOffset: Gr,
		scrollToFn: qr,
		...e
	});
}
// src/text/day.ts
function ri(e) {
	return I(F(mt()), e).day;
}
function ii(e, t) {
	let n = I(e, t);
	return !n.day || n.day === ri(t) ? n.time : `${n.day.slice(5)} ${n.time}`;
}
function ai(e, t) {
	let n = I(e, t), r = Math.round((Date.parse(`${n.day}T${n.time}Z`) - M(e)) / 6e4);
	if (Number.isNaN(r)) return "";
	let [i, a] = [Math.floor(Math.abs(r) / 60), Math.abs(r) % 60];
	return `${r < 0 ? "-" : "+"}${oi(i)}:${oi(a)}`;
}
function oi(e) {
	return String(e).padStart(2, "0");
}
// src/logs/days.ts
function si(e, t, n) {
	if (e.fields.sim_time !== void 0) return;
	let r = ui(e, n);
	return r === (t ? ui(t, n) : ri(n)) ? void 0 : r;
}
function ci(e, t) {
	let n = [], r = [];
	for (let i = 0; i < e.length;) {
		let a = e[i], o = si(a, e[i - 1], t);
		o !== void 0 && (r.push(n.length), n.push(o));
		let s = li(e, i, t);
		for (; i < s; i++) n.push(e[i]);
	}
	return {
		items: n,
		days: r
	};
}
function li(e, t, n) {
	let r = ui(e[t], n), i = t + 1, a = e.length;
	for (; i < a;) {
		let t = i + a >> 1;
		ui(e[t], n) === r ? i = t + 1 : a = t;
	}
	return i;
}
function ui(e, t) {
	return I(e.time, t).day;
}
// src/ui/selection.ts
function di(e) {
	let t = e.getRootNode(), n = getSelection();
	if (!(t instanceof ShadowRoot) || !n) return n;
	let [r] = n.getComposedRanges?.({ shadowRoots: [t] }) ?? [];
	if (r) {
		let { startContainer: e, endContainer: t, collapsed: n } = r;
		return {
			anchorNode: e,
			focusNode: t,
			isCollapsed: n
		};
	}
	return t.getSelection?.() ?? n;
}
function fi(e) {
	let t = di(e);
	return !t || t.isCollapsed ? !1 : [t.anchorNode, t.focusNode].some((t) => e.contains(t));
}
var Y = {
	line: "_line_1ymuf_1",
	time: "_time_1ymuf_43",
	name: "_name_1ymuf_47",
	message: "_message_1ymuf_48",
	more: "_more_1ymuf_58"
};
// src/logs/rows.ts
function pi(e) {
	return {
		instance: e.instance_id,
		seq: e.seq ?? void 0,
		time: e.time
	};
}
function mi(e, t) {
	return !t || e.instance_id !== t.instance ? !1 : t.seq === void 0 ? N(e.time) === N(t.time) : e.seq === t.seq;
}
function hi(e) {
	return e.level === "ERROR" || e.level === "CRITICAL";
}
function gi(e, t) {
	let n = e.fields.sim_time, r = R(n ?? e.time), i = I(r, t), a = `${i.day} ${i.time}.${i.fraction} ${ai(r, t)}`;
	if (n === void 0) return {
		text: i.time,
		fraction: `.${i.fraction.slice(0, 3)}`,
		title: a
	};
	let o = `${a}, simulated; shipped at ${e.time}`;
	return {
		text: `${i.day.slice(5)} ${i.time}`,
		fraction: "",
		title: o
	};
}
function _i(e, t) {
	let n = gi(e, t);
	return e.fields.sim_time === void 0 ? {
		...n,
		text: ii(e.time, t)
	} : n;
}
function vi(e) {
	let t = `${e.fields.sim_time ?? e.time} ${e.level} ${e.strategy_id ?? e.component}: ${e.message}`;
	return e.error_traceback ? `${t}\n${e.error_traceback}` : t;
}
function yi(e) {
	return e.map(vi).join("\n");
}
// src/logs/LogLine.tsx
var bi = r(function(e) {
	let { row: t, zone: n, found: r, onOpen: i } = e, a = gi(t, n);
	return /* @__PURE__ */ h("div", {
		id: e.id,
		className: Y.line,
		style: { transform: `translateY(${e.top}px)` },
		role: "row",
		"aria-rowindex": e.index + 1,
		"aria-selected": e.isActive,
		"data-level": t.level,
		onClick: ({ currentTarget: e }) => {
			fi(e) || i(t);
		},
		children: [
			/* @__PURE__ */ m("span", {
				className: Y.time,
				role: "gridcell",
				children: /* @__PURE__ */ h("time", {
					dateTime: t.time,
					title: a.title,
					children: [a.text, /* @__PURE__ */ m("span", {
						className: "muted",
						children: a.fraction
					})]
				})
			}),
			/* @__PURE__ */ m("span", {
				role: "gridcell",
				children: /* @__PURE__ */ m(yr, { level: t.level })
			}),
			/* @__PURE__ */ m("span", {
				className: Y.name,
				role: "gridcell",
				dir: "ltr",
				title: R(t.component),
				children: /* @__PURE__ */ m(U, {
					text: t.strategy_id ?? t.component,
					isLine: !0
				})
			}),
			/* @__PURE__ */ h("span", {
				className: Y.message,
				role: "gridcell",
				dir: "ltr",
				children: [/* @__PURE__ */ m(U, {
					text: t.message,
					found: r,
					isLine: !0
				}), t.error_traceback && /* @__PURE__ */ m("span", {
					className: Y.more,
					children: " ⌄ traceback"
				})]
			})
		]
	});
}), xi = {
	list: "_list_bdzqm_1",
	day: "_day_bdzqm_17",
	space: "_space_bdzqm_30"
};
// src/ui/useStable.ts
function X(e) {
	let t = u(e);
	return o(() => {
		t.current = e;
	}), i((...e) => t.current(...e), []);
}
// src/logs/useSelectedRows.ts
function Si(e, t) {
	let n = u([]), r = X(() => {
		let r = e.current && di(e.current), i = [r?.anchorNode ?? null, r?.focusNode ?? null], a = r?.isCollapsed ? [] : n.current;
		n.current = i.map((n, r) => {
			if (e.current?.contains(n)) return Ci(t, n) ?? a[r];
		});
	});
	return o(() => (document.addEventListener("selectionchange", r), () => document.removeEventListener("selectionchange", r)), [r]), X(() => {
		r();
		let [e = -1, i = -1] = n.current.map((e) => e ? On(t, e) : -1);
		return e < 0 || i < 0 || e === i ? [] : t.slice(Math.min(e, i), Math.max(e, i) + 1);
	});
}
function Ci(e, t) {
	let n = t instanceof Element ? t : t?.parentElement;
	return e[Number(n?.closest("[role=row]")?.getAttribute("aria-rowindex")) - 1];
}
// src/logs/LogList.tsx
var wi = 22, Ti = 42, Ei = 640, Di = 400, Oi = 6;
function ki(e) {
	let { rows: t, zone: n, active: r, isFollowing: a, onFollow: d } = e, { items: f, days: p } = l(() => ci(t, n), [t, n]), h = u(null), g = s(), _ = Mi(h), v = ni({
		count: f.length,
		getScrollElement: () => h.current,
		estimateSize: () => _,
		overscan: Oi
	});
	c(() => v.measure(), [_]);
	let y = u(f);
	c(() => {
		let e = h.current;
		if (!e) return;
		let t = y.current;
		y.current = f, a ? e.scrollTop = e.scrollHeight : t !== f && (e.scrollTop += ji(t, f, e, _));
	}, [
		f,
		a,
		_
	]);
	let b = l(() => {
		let e = r && t[On(t, r)];
		return e ? f.indexOf(e) : -1;
	}, [
		t,
		f,
		r
	]);
	o(() => {
		b >= 0 && v.scrollToIndex(b, { align: "auto" });
	}, [r]), o(() => {
		let t = h.current;
		t?.clientHeight && e.canLoadOlder && t.scrollTop < Math.max(Di, t.clientHeight) && e.onOlder();
	});
	let x = i(() => {
		let e = h.current;
		if (!e) return;
		let t = e.scrollHeight - e.scrollTop - e.clientHeight;
		t < 4 !== a && d(t < 4);
	}, [a, d]), ee = (t) => {
		let n = {
			ArrowDown: 1,
			ArrowUp: -1
		}[t.key], r = f[b];
		if (n) e.onStep(n);
		else if (t.key === "Enter" && typeof r == "object") e.onOpen(r);
		else return;
		t.preventDefault();
	}, S = Si(h, t);
	return /* @__PURE__ */ m("div", {
		ref: h,
		className: xi.list,
		role: "grid",
		tabIndex: 0,
		"aria-label": e.label,
		"aria-rowcount": t.length,
		"aria-colcount": 4,
		"aria-activedescendant": b >= 0 ? `${g}${b}` : void 0,
		onScroll: x,
		onCopy: (e) => {
			let t = yi(S());
			t && (e.clipboardData.setData("text/plain", t), e.preventDefault());
		},
		onKeyDown: ee,
		style: { "--row": `${_}px` },
		children: /* @__PURE__ */ m("div", {
			className: xi.space,
			role: "presentation",
			style: { height: v.getTotalSize() },
			children: v.getVirtualItems().map((t) => {
				let r = f[t.index];
				return typeof r == "string" ? /* @__PURE__ */ m(Ai, {
					day: r,
					top: t.start
				}, r) : r ? /* @__PURE__ */ m(bi, {
					id: `${g}${t.index}`,
					row: r,
					index: t.index - p.filter((e) => e < t.index).length,
					top: t.start,
					zone: n,
					found: e.found,
					isActive: t.index === b,
					onOpen: e.onOpen
				}, B(r)) : null;
			})
		})
	});
}
function Ai({ day: e, top: t }) {
	return /* @__PURE__ */ m("div", {
		className: xi.day,
		role: "presentation",
		style: { transform: `translateY(${t}px)` },
		children: e
	});
}
function ji(e, t, { scrollTop: n, clientHeight: r }, i) {
	let a = Math.floor(n / i), o = e.slice(a, a + Math.ceil(r / i) + 1);
	for (let [e, n] of o.entries()) {
		if (typeof n == "string") continue;
		let r = a + e, o = t[r] === n ? r : t.indexOf(n);
		if (o >= 0) return (o - r) * i;
	}
	return 0;
}
function Mi(e) {
	let [t, n] = d(!1);
	return c(() => {
		let t = e.current;
		if (!t) return;
		let r = new ResizeObserver(() => n(t.clientWidth < Ei));
		return r.observe(t), () => r.disconnect();
	}, [e]), t ? Ti : wi;
}
// src/logs/params.ts
var Ni = [
	"strategy_id",
	"source",
	"component",
	"trader_id",
	"instance_id",
	"host",
	"run_id"
], Pi = [
	"strategy_id",
	"source",
	"component"
];
function Fi(e) {
	let t = {}, n = [], r = [], i = e.logsql ? [e.logsql] : [];
	for (let [r, a] of Object.entries(e.include)) Ni.includes(r) ? t[r] = a : a.length === 1 && !a[0]?.startsWith("~") ? n.push(`${r}=${a[0]}`) : i.push(`${Ii(r)}:in(${a.map(Ii).join(",")})`);
	for (let [n, i] of Object.entries(e.exclude)) Pi.includes(n) ? t[`not_${n}`] = i : r.push(...i.map((e) => `${n}=${e}`));
	return n.length && (t.field = n), r.length && (t.not_field = r), e.levels.length && (t.levels = e.levels), e.text.length && (t.text = e.text), e.isRegex && (t.regex = !0), i.length === 1 && (t.query = i[0]), i.length > 1 && (t.query = i.map((e) => `(${e})`).join(" ")), t;
}
function Ii(e) {
	return JSON.stringify(e);
}
// src/state/location.ts
var Li = new URL("..", "" + import.meta.url), Ri = Vi(), zi, Bi = /* @__PURE__ */ new Set();
function Vi() {
	return {
		path: (location.pathname.startsWith(Li.pathname) ? location.pathname.slice(Li.pathname.length) : "").replace(/^\/+|\/+$/g, ""),
		search: location.search
	};
}
function Hi(e) {
	if (e.path !== Ri.path || e.search !== Ri.search) {
		Ri = e;
		for (let e of Bi) e();
	}
}
function Ui() {
	zi !== void 0 && history.replaceState(null, "", zi), zi = void 0;
}
addEventListener("popstate", () => {
	zi = void 0, Hi(Vi());
}), addEventListener("pagehide", Ui);
function Wi(e, t = "") {
	return `${Li.pathname}${e}${t}`;
}
// src/order/address.ts
var Gi = 1e3;
function Ki(e, t, n) {
	let r = {};
	for (let e of ["trader_id", "run_id"]) {
		let n = t[e];
		n && n.length <= Gi && (r[e] = [n]);
	}
	return [`order/${encodeURIComponent(e)}`, sn({
		...L,
		zone: n,
		include: r
	})];
}
function qi(e, t, n) {
	return Wi(...Ki(e, t, n));
}
// src/ui/copy.ts
async function Ji(e) {
	try {
		return await navigator.clipboard.writeText(e), !0;
	} catch {
		return Yi(e);
	}
}
function Yi(e) {
	let t = document.createElement("textarea");
	t.value = e, t.setAttribute("readonly", ""), document.body.append(t), t.select();
	let n = document.execCommand("copy");
	return t.remove(), n;
}
// src/ui/CopyButton.tsx
function Z({ text: e, children: t }) {
	let [n, r] = d("");
	return o(() => {
		if (!n) return;
		let e = setTimeout(() => r(""), 1500);
		return () => clearTimeout(e);
	}, [n]), /* @__PURE__ */ m("button", {
		type: "button",
		onClick: async () => r(await Ji(e()) ? "Copied" : "Not copied"),
		children: n || t
	});
}
// src/ui/useFocusWhileShown.ts
function Xi(e) {
	o(() => {
		let t = e.current, n = t?.getRootNode(), r = n?.activeElement;
		return t?.focus(), () => {
			let e = n?.activeElement;
			e && e !== document.body && e !== t || r instanceof HTMLElement && r.isConnected && r.focus({ preventScroll: !0 });
		};
	}, [e]);
}
var Q = {
	details: "_details_1rhbn_1",
	head: "_head_1rhbn_15",
	time: "_time_1rhbn_26",
	message: "_message_1rhbn_30",
	tools: "_tools_1rhbn_38",
	fields: "_fields_1rhbn_51",
	actions: "_actions_1rhbn_74"
}, Zi = /^\s*(?:\|\s*)*File "(.*)", line \d+/, Qi = /(?:site-packages|dist-packages|lib\/python\d|nautilus_trader\/|<frozen )/;
function $i(e) {
	let t = {
		head: [],
		frames: [],
		tail: []
	};
	for (let n of e.split("\n")) {
		let e = Zi.exec(n), r = t.frames.at(-1);
		e ? t.frames.push({
			place: n,
			code: [],
			isLibrary: Qi.test(e[1] ?? "")
		}) : r ? /^\s/.test(n) || n === "" ? (t.tail.length ? t.tail : r.code).push(n) : t.tail.push(n) : t.head.push(n);
	}
	return t;
}
var ea = {
	traceback: "_traceback_47n5h_1",
	tools: "_tools_47n5h_7",
	library: "_library_47n5h_14"
};
// src/logs/Traceback.tsx
function ta({ text: e }) {
	let [t, n] = d(!1), { head: r, frames: i, tail: a } = $i(e), o = t ? i : i.slice(-1), s = i.length - o.length;
	return /* @__PURE__ */ h("section", {
		className: ea.traceback,
		"aria-label": "Traceback",
		children: [/* @__PURE__ */ h("div", {
			className: ea.tools,
			children: [i.length > 1 && /* @__PURE__ */ m("button", {
				type: "button",
				"aria-expanded": t,
				onClick: () => n(!t),
				children: t ? "Fold" : `Show all ${i.length} frames`
			}), /* @__PURE__ */ m(Z, {
				text: () => e,
				children: "Copy traceback"
			})]
		}), /* @__PURE__ */ h("pre", { children: [
			/* @__PURE__ */ m(H, { text: r.join("\n") }),
			s > 0 && /* @__PURE__ */ m("span", {
				className: "muted",
				children: `\n  … ${s} ${s === 1 ? "frame" : "frames"} folded`
			}),
			o.map((e, t) => /* @__PURE__ */ h("span", {
				className: e.isLibrary ? ea.library : void 0,
				children: ["\n", /* @__PURE__ */ m(H, { text: [e.place, ...e.code].join("\n") })]
			}, t)),
			a.length > 0 && /* @__PURE__ */ h("strong", { children: ["\n", /* @__PURE__ */ m(H, { text: a.join("\n") })] })
		] })]
	});
}
// src/logs/RowDetails.tsx
var na = /* @__PURE__ */ new Set([
	"_msg",
	"_time",
	"_stream",
	"_stream_id",
	"error_traceback"
]), ra = r(function(e) {
	let { row: t, zone: n, found: r, actions: i } = e, [a, o] = d(""), s = u(null);
	Xi(s);
	let c = t.fields.client_order_id, l = Object.entries(t.fields).filter(([e]) => !na.has(e)).filter(([e, t]) => `${e}=${t}`.toLowerCase().includes(a.toLowerCase())).sort(([e], [t]) => e < t ? -1 : 1);
	return /* @__PURE__ */ h("aside", {
		className: Q.details,
		"aria-label": "Row",
		children: [
			/* @__PURE__ */ h("header", {
				className: Q.head,
				children: [/* @__PURE__ */ h("h2", {
					ref: s,
					tabIndex: -1,
					children: [
						/* @__PURE__ */ m(yr, { level: t.level }),
						" ",
						/* @__PURE__ */ m(H, {
							text: t.strategy_id ?? t.component,
							isLine: !0
						})
					]
				}), /* @__PURE__ */ m("button", {
					type: "button",
					onClick: e.onClose,
					"aria-label": "Close the row",
					children: "✕"
				})]
			}),
			/* @__PURE__ */ h("p", {
				className: Q.time,
				children: [
					_i(t, n).title,
					" ",
					/* @__PURE__ */ m("span", {
						className: "muted",
						children: n
					}),
					/* @__PURE__ */ m("br", {}),
					/* @__PURE__ */ h("span", {
						className: "muted mono",
						children: [N(t.time)?.toString(), " ns"]
					})
				]
			}),
			/* @__PURE__ */ m("pre", {
				className: Q.message,
				children: /* @__PURE__ */ m(H, {
					text: t.message,
					found: r
				})
			}),
			t.error_traceback && /* @__PURE__ */ m(ta, { text: t.error_traceback }),
			/* @__PURE__ */ h("div", {
				className: Q.tools,
				children: [
					i && /* @__PURE__ */ h(p, { children: [
						/* @__PURE__ */ h("button", {
							type: "button",
							onClick: () => i.onPane("context", pi(t)),
							disabled: t.seq == null,
							children: ["Context ", /* @__PURE__ */ m("kbd", { children: "c" })]
						}),
						/* @__PURE__ */ h("button", {
							type: "button",
							onClick: () => i.onPane("around", pi(t)),
							children: ["30 s around ", /* @__PURE__ */ m("kbd", { children: "a" })]
						}),
						c && /* @__PURE__ */ m("a", {
							className: "button",
							href: qi(c, t.fields, n),
							children: "Order"
						}),
						/* @__PURE__ */ m(Z, {
							text: () => new URL(i.link, location.href).href,
							children: "Copy link"
						}),
						/* @__PURE__ */ m("button", {
							type: "button",
							onClick: () => i.onMute(t.message),
							children: "Mute such messages"
						})
					] }),
					/* @__PURE__ */ m(Z, {
						text: () => vi(t),
						children: "Copy text"
					}),
					/* @__PURE__ */ m(Z, {
						text: () => JSON.stringify(t.fields, null, 2),
						children: "Copy JSON"
					})
				]
			}),
			/* @__PURE__ */ m("input", {
				type: "search",
				placeholder: "Search fields",
				"aria-label": "Search fields",
				value: a,
				onChange: (e) => o(e.target.value)
			}),
			/* @__PURE__ */ m("table", {
				className: Q.fields,
				children: /* @__PURE__ */ m("tbody", { children: l.map(([e, t]) => /* @__PURE__ */ h("tr", { children: [
					/* @__PURE__ */ m("th", {
						scope: "row",
						children: /* @__PURE__ */ m(H, {
							text: e,
							isLine: !0
						})
					}),
					/* @__PURE__ */ m("td", { children: /* @__PURE__ */ m("span", {
						className: "mono",
						children: /* @__PURE__ */ m(H, { text: t })
					}) }),
					/* @__PURE__ */ h("td", {
						className: Q.actions,
						children: [i && /* @__PURE__ */ m(ia, {
							name: e,
							value: t,
							actions: i
						}), /* @__PURE__ */ m(Z, {
							text: () => t,
							children: "copy"
						})]
					})
				] }, e)) })
			})
		]
	});
});
function ia({ name: e, value: t, actions: n }) {
	let r = ln(e, t);
	return [
		[
			"=",
			"Include",
			"Only rows with this value",
			() => n.onFilter("include", e, t)
		],
		[
			"≠",
			"Exclude",
			"No rows with this value",
			() => n.onFilter("exclude", e, t)
		],
		[
			"⇢",
			"Pivot on",
			"Everything with this value",
			() => n.onPivot(e, t)
		]
	].map(([t, n, i, a]) => /* @__PURE__ */ m("button", {
		type: "button",
		title: r ?? i,
		"aria-label": `${n} ${R(e)}`,
		disabled: r !== void 0,
		onClick: a,
		children: t
	}, t));
}
// src/logs/RowNotices.tsx
function aa({ state: e, zone: t, onRetry: n }) {
	let { trouble: r, troubleSince: i } = e;
	return r ? /* @__PURE__ */ h(z, {
		kind: "error",
		action: /* @__PURE__ */ m("button", {
			type: "button",
			onClick: n,
			children: "Try now"
		}),
		children: [/* @__PURE__ */ m(H, {
			text: r.message,
			isLine: !0
		}), i !== void 0 && ` – since ${ii(F(i), t)}; what is shown is older than that.`]
	}) : null;
}
function oa({ state: e, zone: t }) {
	let n = e.clamped.filter(la);
	return /* @__PURE__ */ h(p, { children: [n.length > 0 && /* @__PURE__ */ m(z, {
		kind: "warning",
		children: n.map((e) => ua(e, t)).join(" ")
	}), e.buffer.dropped > 0 && /* @__PURE__ */ h(z, {
		kind: "info",
		children: [
			"This page keeps ",
			1e4.toLocaleString("en"),
			" rows:",
			" ",
			e.buffer.dropped.toLocaleString("en"),
			" older ones were dropped. An earlier range shows them."
		]
	})] });
}
function sa({ openRow: e, action: t = () => void 0 }) {
	return /* @__PURE__ */ h(p, { children: [
		e.isElsewhere && e.row && /* @__PURE__ */ m(z, {
			kind: "info",
			action: t("Show what is around it"),
			children: "The open row is not among the rows of this range and these filters."
		}),
		e.isGone && /* @__PURE__ */ m(z, {
			kind: "warning",
			action: t("Show that time"),
			children: "The row that this address names is not in the log: the store's retention has passed, or it was deleted."
		}),
		e.refusal && /* @__PURE__ */ h(z, {
			kind: "warning",
			children: [
				"The row that this address names can't be looked for:",
				" ",
				/* @__PURE__ */ m(H, {
					text: e.refusal,
					isLine: !0
				})
			]
		})
	] });
}
var ca = 6e4;
function la({ asked: e, used: t }) {
	return !(M(t) - M(e) < ca);
}
function ua({ parameter: e, asked: t, used: n }, r) {
	let i = M(n) - M(t);
	if (Number.isNaN(i)) return R(`${e} was ${t}, the API allows ${n}.`);
	let { day: a, time: o } = I(n, r);
	return `The API shows no longer range: rows before ${a} ${o} are left out, ${nn(i)} of what was asked for. Choose an earlier end to see them.`;
}
Object.keys({
	strategy_id: "Strategy",
	source: "Source",
	component: "Component",
	event: "Event",
	instrument_id: "Instrument",
	trader_id: "Trader",
	host: "Host"
}).join(",");
function da({ facets: e }) {
	return new Map(e[0]?.counts.map((e) => [e.value, e.count]));
}
// src/logs/steps.ts
function fa(e, t, n, r = () => !0) {
	let i = pa(e, t, n) + n, a = e[i];
	for (; a && !r(a);) i += n, a = e[i];
	return a;
}
function pa(e, t, n) {
	if (!t) return n < 0 ? e.length : -1;
	let r = On(e, t);
	if (r >= 0) return r;
	let i = e.length - Dn(e, t);
	return n < 0 ? i : i - 1;
}
// src/logs/useCursor.ts
function ma(e, { row: t, open: n, close: r }, a) {
	let [o, s] = d(), [c, l] = d(""), u = t ?? o, f = i((e) => {
		a(!1), l(""), s(e), n(e);
	}, [a, n]);
	return {
		current: u,
		told: c,
		onOpen: f,
		step: (n) => {
			let r = fa(e, u, n);
			if (r) {
				if (t) return f(r);
				a(!1), l(""), s(r);
			}
		},
		stepToError: (t) => {
			let n = fa(e, u, t, hi);
			n ? f(n) : l(`No error ${t < 0 ? "before" : "after"} this, among the rows that are here.`);
		},
		toggle: () => {
			let n = u ?? e.at(-1);
			t ? r() : n && f(n);
		},
		leave: () => t ? r() : s(void 0)
	};
}
// src/logs/useFeed.ts
function ha({ mode: e, ...t }) {
	let n = Bt(), r = Vt(), i = u(void 0), a = JSON.stringify([n.root, t]), s = l(() => new Jn({
		api: n,
		mode: e,
		...t,
		shown: i.current?.getState().buffer
	}), [a]);
	return o(() => s.setMode(e), [s, e]), o(() => s.setApi(n), [s, n]), o(() => {
		if (i.current = s, r) return s.start(), () => s.stop();
	}, [s, r]), {
		feed: s,
		state: f(s.subscribe, s.getState)
	};
}
// src/logs/useFollow.ts
var ga = {
	isFollowing: !0,
	seen: void 0
};
function _a(e, t) {
	let [n, r] = d(ga), a = u(void 0);
	o(() => {
		a.current = e.at(-1);
	}, [e]);
	let s = i((e) => {
		let t = {
			isFollowing: !1,
			seen: a.current
		};
		r((n) => e ? ga : n.isFollowing ? t : n);
	}, []);
	return !n.isFollowing && !n.seen && e.length && r({
		...n,
		seen: e.at(-1)
	}), o(() => {
		let e = () => {
			let e = t ? t.current : document.body;
			e && fi(e) && s(!1);
		};
		return document.addEventListener("selectionchange", e), () => document.removeEventListener("selectionchange", e);
	}, [s, t]), {
		isFollowing: n.isFollowing,
		follow: s,
		newRows: n.seen ? Dn(e, n.seen) : 0
	};
}
// src/logs/useOpenRow.ts
var va = 1000000n, ya = 500;
function ba(e, t, n, r) {
	let [a, o] = d(), s = a && mi(a, t) ? a : e.find((e) => mi(e, t)), c = t !== void 0 && s === void 0 && n, l = t?.seq !== void 0, u = Gt(l ? "/context" : "", l ? {
		instance_id: t.instance,
		seq: t.seq,
		time: t.time,
		before: 0,
		after: 0
	} : {
		since: t?.time,
		until: t && P(t.time, va),
		limit: ya
	}, { isEnabled: c }), f = u.isSuccess && !u.isPlaceholderData, p = s ?? (c ? u.data?.rows.find((e) => mi(e, t)) : void 0), m = i((e) => {
		o(e), r(pi(e));
	}, [r]), h = i(() => r(void 0), [r]);
	return {
		row: p,
		isElsewhere: c,
		isGone: c && !p && (f || xa(u.error, "gone")),
		refusal: c && xa(u.error, "refused") ? u.error.message : void 0,
		open: m,
		close: h
	};
}
function xa(e, t) {
	return e instanceof j && e.trouble === t;
}
// src/state/range.ts
function Sa({ since: e, until: t, zone: n }) {
	let r = mt();
	return {
		since: Qt(e, n, r),
		until: t && Qt(t, n, r)
	};
}
// src/text/terms.ts
var Ca = 32;
function wa(e) {
	return [...e.matchAll(/"([^"]+)"|(\S+)/g)].map((e) => e[1] ?? e[2] ?? "").slice(0, Ca);
}
function Ta(e) {
	return e.map((e) => /\s/.test(e) ? `"${e}"` : e).join(" ");
}
// src/ui/useSettled.ts
function Ea(e, t) {
	let [n, r] = d(e);
	return o(() => {
		let n = setTimeout(() => r(e), t);
		return () => clearTimeout(n);
	}, [e, t]), n;
}
// src/panel/PanelSearch.tsx
var Da = 300;
function Oa({ text: e, onChange: t }) {
	let n = Ta(e), [r, i] = d(), [a, s] = d(n), c = Ea(r, Da);
	a !== n && (s(n), r !== void 0 && ka(r) !== n && i(void 0));
	let l = X(() => {
		c !== void 0 && c === r && ka(c) !== n && t(wa(c));
	});
	return o(() => l(), [c]), /* @__PURE__ */ m("input", {
		type: "search",
		"aria-label": "Search messages",
		placeholder: "Search",
		value: r ?? n,
		onChange: (e) => i(e.target.value),
		onBlur: () => r !== void 0 && ka(r) === n && i(void 0)
	});
}
function ka(e) {
	return Ta(wa(e));
}
var $ = {
	frame: "_frame_oabzb_1",
	panel: "_panel_oabzb_7",
	tools: "_tools_oabzb_15",
	rows: "_rows_oabzb_22",
	empty: "_empty_oabzb_36"
}, Aa = 100;
function ja({ strategyId: e, view: t, onChange: n }) {
	let { mode: r, zone: i } = t, { since: a, until: s } = Sa(t), c = u(null), d = l(() => Fi(t), [t]), { feed: f, state: p } = ha({
		filters: d,
		since: a,
		until: s,
		mode: r,
		first: Aa
	}), g = Gt("/facets", {
		since: a,
		until: s,
		...d,
		levels: void 0,
		fields: "level"
	}, { every: p.isOver ? void 0 : Hn }), { rows: _ } = p.buffer, { isFollowing: v, follow: y, newRows: b } = _a(_, c), x = X((e) => n({ row: e }, { replace: !0 })), ee = p.updatedAt !== void 0 && !p.isOutdated, S = ba(_, t.row, ee, x), C = ma(_, S, y), te = X(C.step), ne = X(() => void f.loadOlder()), re = X(() => y(!t.row));
	o(() => re(), [f]);
	let w = l(() => mr(t.text, t.isRegex), [t.text, t.isRegex]), T = r === "live";
	return /* @__PURE__ */ h("section", {
		ref: c,
		className: $.panel,
		"aria-label": `Log of ${R(e)}`,
		"data-outdated": p.isOutdated || void 0,
		children: [
			/* @__PURE__ */ h("div", {
				className: $.tools,
				children: [
					/* @__PURE__ */ m(xr, {
						chosen: t.levels,
						counts: g.data && da(g.data),
						isStale: g.isPlaceholderData || g.isError,
						onChange: (e) => n({
							levels: e,
							row: void 0
						})
					}),
					/* @__PURE__ */ m(Oa, {
						text: t.text,
						onChange: (e) => n({
							text: e,
							row: void 0
						}, { replace: !0 })
					}),
					/* @__PURE__ */ m("button", {
						type: "button",
						"aria-pressed": T,
						disabled: s !== void 0,
						onClick: () => n({ mode: T ? "poll" : "live" }, { replace: !0 }),
						children: "Live"
					})
				]
			}),
			/* @__PURE__ */ m(aa, {
				state: p,
				zone: i,
				onRetry: () => f.refresh()
			}),
			/* @__PURE__ */ m(oa, {
				state: p,
				zone: i
			}),
			/* @__PURE__ */ m(sa, { openRow: S }),
			/* @__PURE__ */ h("div", {
				className: $.rows,
				children: [
					/* @__PURE__ */ m(ki, {
						rows: _,
						zone: i,
						found: w,
						active: C.current,
						isFollowing: v,
						canLoadOlder: qn(p),
						label: `Log rows of ${R(e)}`,
						onFollow: y,
						onOpen: C.onOpen,
						onStep: te,
						onOlder: ne
					}),
					!_.length && /* @__PURE__ */ m("p", {
						className: $.empty,
						children: p.isLoading ? "Loading …" : "No rows in this range."
					}),
					!v && /* @__PURE__ */ m(Sn, {
						newRows: b,
						onFollow: y
					})
				]
			}),
			S.row && /* @__PURE__ */ m(ra, {
				row: S.row,
				zone: i,
				found: w,
				onClose: S.close
			})
		]
	});
}
// src/panel/StrategyLogPanel.tsx
function Ma({ apiUrl: e, token: t = "", ...n }) {
	let r = l(() => Ft(e, t), [e, t]), i = l(Wt, []);
	return /* @__PURE__ */ m(y, {
		client: i,
		children: /* @__PURE__ */ m(zt, {
			value: r,
			children: /* @__PURE__ */ m("div", {
				className: `vlogs ${$.frame}`,
				children: /* @__PURE__ */ m(yn, {
					resetKey: n.strategyId,
					children: /* @__PURE__ */ m(Na, { ...n }, n.strategyId)
				})
			})
		})
	});
}
function Na(e) {
	let { strategyId: t, traderId: n, environment: r, since: a = "1h", zone: o = "local", live: s = !1 } = e, [c, u] = d({}), [f, p] = d(s);
	f !== s && (p(s), u({
		...c,
		mode: s ? "live" : "poll"
	}));
	let h = l(() => {
		let e = {};
		n && (e.trader_id = [n]), r && (e.environment = [r]);
		let i = s ? "live" : "poll";
		return mn({
			...L,
			since: a,
			zone: o,
			mode: i,
			include: e,
			...c
		}, t);
	}, [
		t,
		n,
		r,
		a,
		o,
		s,
		c
	]), g = i((e) => u((t) => ({
		...t,
		...e
	})), []);
	return /* @__PURE__ */ m(ja, {
		strategyId: t,
		view: h,
		onChange: g
	});
}
export { Ma as StrategyLogPanel };
