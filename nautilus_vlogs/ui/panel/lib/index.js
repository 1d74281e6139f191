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
function w(e, t) {
	return Math.max(e + (t || 0) - Date.now(), 0);
}
function T(e, t) {
	return typeof e == "function" ? e(t) : e;
}
function re(e, t) {
	let { type: n = "all", exact: r, fetchStatus: i, predicate: a, queryKey: o, stale: s } = e;
	if (o) {
		if (r) {
			if (t.queryHash !== ie(o, t.options)) return !1;
		} else if (!O(t.queryKey, o)) return !1;
	}
	if (n !== "all") {
		let e = t.isActive();
		if (n === "active" && !e || n === "inactive" && e) return !1;
	}
	return !(typeof s == "boolean" && t.isStale() !== s || i && i !== t.state.fetchStatus || a && !a(t));
}
function E(e, t) {
	let { exact: n, status: r, predicate: i, mutationKey: a } = e;
	if (a) {
		if (!t.options.mutationKey) return !1;
		if (n) {
			if (D(t.options.mutationKey) !== D(a)) return !1;
		} else if (!O(t.options.mutationKey, a)) return !1;
	}
	return !(r && t.state.status !== r || i && !i(t));
}
function ie(e, t) {
	return (t?.queryKeyHashFn || D)(e);
}
function D(e) {
	return JSON.stringify(e, (e, t) => le(t) ? Object.keys(t).sort().reduce((e, n) => (e[n] = t[n], e), {}) : t);
}
function O(e, t) {
	if (e === t) return !0;
	if (typeof e != typeof t) return !1;
	if (e && t && typeof e == "object" && typeof t == "object") {
		if (Array.isArray(e) && Array.isArray(t)) {
			if (t.length > e.length) return !1;
			for (let n = 0; n < t.length; n++) if (!O(e[n], t[n])) return !1;
			return !0;
		}
		let n = Object.keys(t);
		for (let r of n) if (!O(e[r], t[r])) return !1;
		return !0;
	}
	return !1;
}
var ae = Object.prototype.hasOwnProperty;
function oe(e, t, n = 0) {
	if (e === t) return e;
	if (n > 500) return t;
	let r = ce(e) && ce(t);
	if (!r && !(le(e) && le(t))) return t;
	let i = (r ? e : Object.keys(e)).length, a = r ? t : Object.keys(t), o = a.length, s = r ? Array(o) : {}, c = 0;
	for (let l = 0; l < o; l++) {
		let o = r ? l : a[l], u = e[o], d = t[o];
		if (u === d) {
			s[o] = u, (r ? l < i : ae.call(e, o)) && c++;
			continue;
		}
		if (u === null || d === null || typeof u != "object" || typeof d != "object") {
			s[o] = d;
			continue;
		}
		let f = oe(u, d, n + 1);
		s[o] = f, f === u && c++;
	}
	return i === o && c === i ? e : s;
}
function se(e, t) {
	if (!t || Object.keys(e).length !== Object.keys(t).length) return !1;
	for (let n of Object.keys(e)) if (!ae.call(t, n) || e[n] !== t[n]) return !1;
	return !0;
}
function ce(e) {
	return Array.isArray(e) && e.length === Object.keys(e).length;
}
function le(e) {
	if (!ue(e)) return !1;
	let t = Object.getPrototypeOf(e), n = t?.constructor;
	if (n === void 0) return !0;
	if (typeof n != "function") return !1;
	let r = n.prototype;
	return !(!ue(r) || !r.hasOwnProperty("isPrototypeOf") || t !== Object.prototype);
}
function ue(e) {
	return Object.prototype.toString.call(e) === "[object Object]";
}
function de(e) {
	return new Promise((t) => {
		x.setTimeout(t, e);
	});
}
function fe(e, t, n) {
	return typeof n.structuralSharing == "function" ? n.structuralSharing(e, t) : n.structuralSharing === !1 ? t : oe(e, t);
}
function pe(e) {
	return e;
}
function me(e, t, n = 0) {
	let r = [...e, t];
	return n && r.length > n ? r.slice(-n) : r;
}
function he(e, t, n = 0) {
	let r = [t, ...e];
	return n && r.length > n ? r.slice(0, n) : r;
}
var ge = Symbol();
function _e(e, t) {
	return !e.queryFn && t?.initialPromise ? () => t.initialPromise : !e.queryFn || e.queryFn === ge ? () => Promise.reject(/* @__PURE__ */ Error(`Missing queryFn: '${e.queryHash}'`)) : e.queryFn;
}
function ve(e, t) {
	return typeof e == "function" ? e(...t) : !!e;
}
var k = Symbol();
function ye(e, t, n, r) {
	let i = !1, a;
	return Object.defineProperties(e, {
		[k]: { value: r },
		signal: {
			enumerable: !0,
			get: () => (a ??= t(), i || (i = !0, a.aborted ? n() : a.addEventListener("abort", n, { once: !0 })), a)
		}
	}), e;
}
// node_modules/@tanstack/query-core/build/modern/environmentManager.js
var be = () => S, xe = () => be(), A = class {
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
}, Se = new class extends A {
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
}(), Ce = ee;
function we() {
	let e = [], t = 0, n = (e) => {
		e();
	}, r = (e) => {
		e();
	}, i = Ce, a = (r) => {
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
var j = we(), M = new class extends A {
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
function Te(e) {
	return Math.min(1e3 * 2 ** e, 3e4);
}
function Ee(e) {
	return (e ?? "online") !== "online" || M.isOnline();
}
var De = class extends Error {
	constructor(e) {
		super("CancelledError"), this.revert = e?.revert, this.silent = e?.silent;
	}
};
function Oe(e) {
	let t = !1, n = 0, r, i = "pending", a, o, s = new Promise((e, t) => {
		a = e, o = t;
	});
	s.catch(C);
	let c = () => i !== "pending", l = (t) => {
		if (!c()) {
			let n = new De(t);
			h(n), e.onCancel?.(n);
		}
	}, u = () => {
		t = !0;
	}, d = () => {
		t = !1;
	}, f = () => Se.isFocused() && (e.networkMode === "always" || M.isOnline()) && e.canRun(), p = () => Ee(e.networkMode) && e.canRun(), m = (e) => {
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
			let i = e.retry ?? (xe() ? 0 : 3), a = e.retryDelay ?? Te, o = typeof a == "function" ? a(n, r) : a, s = i === !0 || typeof i == "number" && n < i || typeof i == "function" && i(n, r);
			t || !s ? h(r) : (n++, e.onFail?.(n, r), de(o).then(() => c() || f() ? void 0 : g(f)).then(() => {
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
function ke(e) {
	return { onFetch: (t, n) => {
		let r = t.options, i = t.fetchOptions?.meta?.fetchMore?.direction, a = t.state.data?.pages || [], o = t.state.data?.pageParams || [], s = {
			pages: [],
			pageParams: []
		}, c = 0, l = async () => {
			let n = !1, l = t, u = (e) => {
				ye(e, () => t.signal, () => n = !0, l[k]);
			}, d = _e(t.options, t.fetchOptions), f = async (e, r, i) => {
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
				})(), o = await d(a), { maxPages: s } = t.options, c = i ? he : me;
				return {
					pages: c(e.pages, o, s),
					pageParams: c(e.pageParams, r, s)
				};
			};
			if (i && a.length) {
				let e = i === "backward", t = e ? je : Ae, n = {
					pages: a,
					pageParams: o
				};
				s = await f(n, t(r, n), e);
			} else {
				let t = e ?? a.length;
				do {
					let e = c === 0 ? o[0] === void 0 ? r.initialPageParam : o[0] : Ae(r, s);
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
function Ae(e, { pages: t, pageParams: n }) {
	let r = t.length - 1;
	return t.length > 0 ? e.getNextPageParam(t[r], t, n[r], n) : void 0;
}
function je(e, { pages: t, pageParams: n }) {
	return t.length > 0 ? e.getPreviousPageParam?.(t[0], t, n[0], n) : void 0;
}
// node_modules/@tanstack/query-core/build/modern/removable.js
var Me = class {
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
		this.gcTime = Math.max(this.gcTime || 0, e ?? (xe() ? Infinity : 3e5));
	}
	clearGcTimeout() {
		this.#e !== void 0 && (x.clearTimeout(this.#e), this.#e = void 0);
	}
}, Ne = class extends Me {
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
		super(), this.#c = !1, this.#s = e.defaultOptions, this.setOptions(e.options), this.observers = [], this.#i = e.client, this.#r = this.#i.getQueryCache(), this.queryKey = e.queryKey, this.queryHash = e.queryHash, this.#t = Ie(this.options), this.state = e.state ?? this.#t, this.scheduleGc();
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
			let e = Ie(this.options);
			e.data !== void 0 && (this.setState(Fe(e.data, e.dataUpdatedAt)), this.#t = e);
		}
	}
	optionalRemove() {
		!this.observers.length && this.state.fetchStatus === "idle" && this.#r.remove(this);
	}
	setData(e, t) {
		let n = fe(this.state.data, e, this.options);
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
		return this.observers.some((e) => T(e.options.enabled, this) !== !1);
	}
	isDisabled() {
		return this.getObserversCount() > 0 ? !this.isActive() : this.options.queryFn === ge || !this.isFetched();
	}
	isFetched() {
		return this.state.dataUpdateCount + this.state.errorUpdateCount > 0;
	}
	isStatic() {
		return this.state.data !== void 0 && this.getObserversCount() > 0 && this.observers.some((e) => T(e.options.staleTime, this) === "static");
	}
	isStale() {
		return this.getObserversCount() > 0 ? this.observers.some((e) => e.getCurrentResult().isStale) : this.state.data === void 0 || this.state.isInvalidated;
	}
	isStaleByTime(e = 0) {
		return this.state.data === void 0 ? !0 : e === "static" ? !1 : this.state.isInvalidated ? !0 : !w(this.state.dataUpdatedAt, e);
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
				[k]: {
					value: n.signal,
					enumerable: !0
				},
				signal: {
					enumerable: !0,
					get: () => (this.#c = !0, n.signal)
				}
			});
		}, i = () => {
			let e = _e(this.options, t), n = (() => {
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
		(this.#e === "infinite" ? ke(this.options.pages) : this.options.behavior)?.onFetch(a, this), this.#n = this.state, (this.state.fetchStatus === "idle" || this.state.fetchMeta !== a.fetchOptions?.meta) && this.#l({
			type: "fetch",
			meta: a.fetchOptions?.meta
		});
		let o = this.#a = Oe({
			initialPromise: t?.initialPromise,
			fn: a.fetchFn,
			onCancel: (e) => {
				e instanceof De && e.revert && this.setState({
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
				if (e instanceof De) {
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
					...Pe(t.data, this.options),
					fetchMeta: e.meta ?? null
				};
				case "success": {
					let n = {
						...t,
						...Fe(e.data, e.dataUpdatedAt),
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
		this.state = t(this.state), j.batch(() => {
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
function Pe(e, t) {
	return {
		fetchFailureCount: 0,
		fetchFailureReason: null,
		fetchStatus: Ee(t.networkMode) ? "fetching" : "paused",
		...e === void 0 && {
			error: null,
			status: "pending"
		}
	};
}
function Fe(e, t) {
	return {
		data: e,
		dataUpdatedAt: t ?? Date.now(),
		error: null,
		isInvalidated: !1,
		status: "success"
	};
}
function Ie(e) {
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
var Le = class extends A {
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
		this.listeners.size === 1 && (this.#t.addObserver(this), ze(this.#t, this.options) ? this.#m() : this.updateResult(), this.#y());
	}
	onUnsubscribe() {
		this.hasListeners() || this.destroy();
	}
	shouldFetchOnReconnect() {
		return Be(this.#t, this.options, this.options.refetchOnReconnect);
	}
	shouldFetchOnWindowFocus() {
		return Be(this.#t, this.options, this.options.refetchOnWindowFocus);
	}
	destroy() {
		this.listeners = /* @__PURE__ */ new Set(), this.#b(), this.#x(), this.#t.removeObserver(this);
	}
	setOptions(e) {
		let t = this.options, n = this.#t;
		if (this.options = this.#e.defaultQueryOptions(e), this.options.enabled !== void 0 && typeof this.options.enabled != "boolean" && typeof this.options.enabled != "function" && typeof T(this.options.enabled, this.#t) != "boolean") throw Error("Expected enabled to be a boolean or a callback that returns a boolean");
		this.#S(), this.#t.setOptions(this.options), t._defaulted && !se(this.options, t) && this.#e.getQueryCache().notify({
			type: "observerOptionsUpdated",
			query: this.#t,
			observer: this
		});
		let r = this.hasListeners();
		r && Ve(this.#t, n, this.options, t) && this.#m(), this.updateResult(), r && (this.#t !== n || T(this.options.enabled, this.#t) !== T(t.enabled, this.#t) || T(this.options.staleTime, this.#t) !== T(t.staleTime, this.#t)) && this.#g();
		let i = this.#_();
		r && (this.#t !== n || T(this.options.enabled, this.#t) !== T(t.enabled, this.#t) || i !== this.#f) && this.#v(i);
	}
	getOptimisticResult(e) {
		let t = this.#e.getQueryCache().build(this.#e, e), n = this.createResult(t, e);
		return se(this.getCurrentResult(), n) || (this.#r = n, this.#a = this.options, this.#i = this.#t.state), n;
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
		return !xe() && T(this.options.enabled, this.#t) !== !1 && ne(e);
	}
	#g() {
		this.#b();
		let e = T(this.options.staleTime, this.#t);
		if (this.#r.isStale || !this.#h(e)) return;
		let t = w(this.#r.dataUpdatedAt, e) + 1;
		this.#u = x.setTimeout(() => {
			this.#r.isStale || this.updateResult();
		}, t);
	}
	#_() {
		return T(this.options.refetchInterval, this.#t) ?? !1;
	}
	#v(e) {
		this.#x(), this.#f = e, this.#f !== 0 && this.#h(this.#f) && (this.#d = x.setInterval(() => {
			(this.options.refetchIntervalInBackground || Se.isFocused()) && this.#m();
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
			let i = this.hasListeners(), a = !i && ze(e, t), o = i && Ve(e, n, t, r);
			(a || o) && (l = {
				...l,
				...Pe(c.data, e.options)
			}), t._optimisticResults === "isRestoring" && (l.fetchStatus = "idle");
		}
		let { error: f, errorUpdatedAt: p, status: m } = l;
		d = l.data;
		let h = !1;
		if (t.placeholderData !== void 0 && d === void 0 && m === "pending") {
			let e;
			i?.isPlaceholderData && t.placeholderData === o?.placeholderData ? (e = i.data, h = !0) : e = typeof t.placeholderData == "function" ? t.placeholderData(this.#l?.state.data, this.#l) : t.placeholderData, e !== void 0 && (m = "success", d = fe(i?.data, e, t), u = !0);
		}
		if (t.select && d !== void 0 && !h) {
			if (i && d === a?.data && t.select === this.#s) d = this.#c;
			else try {
				this.#s = t.select, d = t.select(d), d = fe(i?.data, d, t), this.#c = d, this.#o = null;
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
			isStale: He(e, t),
			refetch: this.refetch,
			isEnabled: T(t.enabled, e) !== !1
		};
	}
	updateResult() {
		let e = this.#r, t = this.createResult(this.#t, this.options);
		if (this.#i = this.#t.state, this.#a = this.options, this.#i.data !== void 0 && (this.#l = this.#t), se(t, e)) return;
		this.#r = t;
		let n = (() => {
			if (!e) return !0;
			let { notifyOnChangeProps: t } = this.options, n = typeof t == "function" ? t() : t;
			if (n === "all" || !n && !this.#p.size || this.options.throwOnError && this.#r.error !== e.error) return !0;
			for (let t of n ?? this.#p) if (this.#r[t] !== e[t]) return !0;
			return !1;
		})();
		j.batch(() => {
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
function Re(e, t) {
	return T(t.enabled, e) !== !1 && e.state.data === void 0 && (e.state.status !== "error" || T(t.retryOnMount, e) !== !1);
}
function ze(e, t) {
	return Re(e, t) || e.state.data !== void 0 && Be(e, t, t.refetchOnMount);
}
function Be(e, t, n) {
	if (T(t.enabled, e) !== !1 && T(t.staleTime, e) !== "static") {
		let r = T(n, e);
		return r === "always" || r !== !1 && He(e, t);
	}
	return !1;
}
function Ve(e, t, n, r) {
	return (e !== t || T(r.enabled, e) === !1) && (!n.suspense || e.state.status !== "error") && He(e, n);
}
function He(e, t) {
	return T(t.enabled, e) !== !1 && e.isStaleByTime(T(t.staleTime, e));
}
// node_modules/@tanstack/query-core/build/modern/mutation.js
var Ue = class extends Me {
	#e;
	#t;
	#n;
	#r;
	constructor(e) {
		super(), this.#e = e.client, this.mutationId = e.mutationId, this.#n = e.mutationCache, this.#t = [], this.state = e.state || We(), this.setOptions(e.options), this.scheduleGc();
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
		}, r = this.#r = Oe({
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
		this.state = t(this.state), j.batch(() => {
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
function We() {
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
var Ge = class extends A {
	#e;
	#t;
	#n;
	constructor(e = {}) {
		super(), this.config = e, this.#e = /* @__PURE__ */ new Set(), this.#t = /* @__PURE__ */ new Map(), this.#n = 0;
	}
	build(e, t, n) {
		let r = new Ue({
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
		let t = N(e);
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
			let t = N(e);
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
		let t = N(e);
		if (typeof t == "string") {
			let n = this.#t.get(t)?.find((e) => e.state.status === "pending");
			return !n || n === e;
		}
		return !0;
	}
	runNext(e) {
		let t = N(e);
		return typeof t == "string" ? (this.#t.get(t)?.find((t) => t !== e && t.state.isPaused))?.continue() ?? Promise.resolve() : Promise.resolve();
	}
	clear() {
		j.batch(() => {
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
		return this.getAll().find((e) => E(t, e));
	}
	findAll(e = {}) {
		return this.getAll().filter((t) => E(e, t));
	}
	notify(e) {
		j.batch(() => {
			this.listeners.forEach((t) => {
				t(e);
			});
		});
	}
	resumePausedMutations() {
		let e = this.getAll().filter((e) => e.state.isPaused);
		return j.batch(() => Promise.all(e.map((e) => e.continue().catch(C))));
	}
};
function N(e) {
	return e.options.scope?.id;
}
// node_modules/@tanstack/query-core/build/modern/queryCache.js
var Ke = class extends A {
	#e;
	constructor(e = {}) {
		super(), this.config = e, this.#e = /* @__PURE__ */ new Map();
	}
	build(e, t, n) {
		let r = t.queryKey, i = t.queryHash ?? ie(r, t), a = this.get(i);
		return a || (a = new Ne({
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
		j.batch(() => {
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
		return this.getAll().find((e) => re(t, e));
	}
	findAll(e = {}) {
		let t = this.getAll();
		return Object.keys(e).length > 0 ? t.filter((t) => re(e, t)) : t;
	}
	notify(e) {
		j.batch(() => {
			this.listeners.forEach((t) => {
				t(e);
			});
		});
	}
	onFocus() {
		j.batch(() => {
			this.getAll().forEach((e) => {
				e.onFocus();
			});
		});
	}
	onOnline() {
		j.batch(() => {
			this.getAll().forEach((e) => {
				e.onOnline();
			});
		});
	}
}, qe = class {
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o;
	#s;
	constructor(e = {}) {
		this.#e = e.queryCache || new Ke(), this.#t = e.mutationCache || new Ge(), this.#n = e.defaultOptions || {}, this.#r = /* @__PURE__ */ new Map(), this.#i = /* @__PURE__ */ new Map(), this.#a = 0;
	}
	mount() {
		this.#a++, this.#a === 1 && (this.#o = Se.subscribe(async (e) => {
			e && (await this.resumePausedMutations(), this.#e.onFocus());
		}), this.#s = M.subscribe(async (e) => {
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
		return r === void 0 ? this.fetchQuery(e) : (e.revalidateIfStale && n.isStaleByTime(T(t.staleTime, n)) && this.prefetchQuery(t), Promise.resolve(r));
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
		return j.batch(() => this.#e.findAll(e).map(({ queryKey: e }) => [e, this.setQueryData(e, t, n)]));
	}
	getQueryState(e) {
		let t = this.defaultQueryOptions({ queryKey: e });
		return this.#e.get(t.queryHash)?.state;
	}
	removeQueries(e) {
		let t = this.#e;
		j.batch(() => {
			t.findAll(e).forEach((e) => {
				t.remove(e);
			});
		});
	}
	resetQueries(e, t) {
		let n = this.#e;
		return j.batch(() => {
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
		}, r = j.batch(() => this.#e.findAll(e).map((e) => e.cancel(n)));
		return Promise.all(r).then(C).catch(C);
	}
	invalidateQueries(e, t = {}) {
		return j.batch(() => (this.#e.findAll(e).forEach((e) => {
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
		}, r = j.batch(() => this.#e.findAll(e).filter((e) => !e.isDisabled() && !e.isStatic()).map((e) => {
			let t = e.fetch(void 0, n), r = e.state.fetchStatus === "paused";
			return (!n.throwOnError || r) && (t = t.catch(C)), r ? Promise.resolve() : t;
		}));
		return Promise.all(r).then(C);
	}
	async query(e) {
		let t = this.defaultQueryOptions(e);
		t.retry === void 0 && (t.retry = !1);
		let n = this.#e.build(this, t), r = n.isStaleByTime(T(t.staleTime, n)) ? await n.fetch(t) : n.state.data, i = t.select;
		return i ? i(r) : r;
	}
	fetchQuery(e) {
		let t = this.defaultQueryOptions(e);
		t.retry === void 0 && (t.retry = !1);
		let n = this.#e.build(this, t);
		return n.isStaleByTime(T(t.staleTime, n)) ? n.fetch(t) : Promise.resolve(n.state.data);
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
		return M.isOnline() ? this.#t.resumePausedMutations() : Promise.resolve();
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
		this.#r.set(D(e), {
			queryKey: e,
			defaultOptions: t
		});
	}
	getQueryDefaults(e) {
		let t = [...this.#r.values()], n = {};
		return t.forEach((t) => {
			O(e, t.queryKey) && Object.assign(n, t.defaultOptions);
		}), n;
	}
	setMutationDefaults(e, t) {
		this.#i.set(D(e), {
			mutationKey: e,
			defaultOptions: t
		});
	}
	getMutationDefaults(e) {
		let t = [...this.#i.values()], n = {};
		return t.forEach((t) => {
			O(e, t.mutationKey) && Object.assign(n, t.defaultOptions);
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
		return t.queryHash ||= ie(t.queryKey, t), t.refetchOnReconnect === void 0 && (t.refetchOnReconnect = t.networkMode !== "always"), t.throwOnError === void 0 && (t.throwOnError = !!t.suspense), !t.networkMode && t.persister && (t.networkMode = "offlineFirst"), t.queryFn === ge && (t.enabled = !1), t;
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
}, Je = e.createContext(!1), Ye = () => e.useContext(Je);
Je.Provider;
// node_modules/@tanstack/react-query/build/modern/QueryErrorResetBoundary.js
function Xe() {
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
var Ze = e.createContext(Xe()), Qe = () => e.useContext(Ze), $e = (e, t, n) => {
	let r = n?.state.status === "error" && typeof e.throwOnError == "function" ? ve(e.throwOnError, [n.state.error, n]) : e.throwOnError;
	(e.suspense || r) && (t.isReset() || (e.retryOnMount = !1));
}, et = (t) => {
	e.useEffect(() => {
		t.clearReset();
	}, [t]);
}, tt = ({ result: e, errorResetBoundary: t, throwOnError: n, query: r, suspense: i }) => e.isError && !t.isReset() && !e.isFetching && r && (i && e.data === void 0 || ve(n, [e.error, r])), nt = (e) => {
	if (e.suspense) {
		let t = 1e3, n = (e) => e === "static" ? e : Math.max(e ?? t, t), r = e.staleTime;
		e.staleTime = typeof r == "function" ? (...e) => n(r(...e)) : n(r), typeof e.gcTime == "number" && (e.gcTime = Math.max(e.gcTime, t));
	}
}, rt = (e, t) => e?.suspense && t.isPending, it = (e, t, n) => t.fetchOptimistic(e).catch(() => {
	n.clearReset();
});
// node_modules/@tanstack/react-query/build/modern/useBaseQuery.js
function at(t, n, r) {
	let i = Ye(), a = Qe(), o = v(r), s = o.defaultQueryOptions(t), c = o.getQueryCache().get(s.queryHash), l = t.subscribed !== !1;
	s._optimisticResults = i ? "isRestoring" : l ? "optimistic" : void 0, nt(s), $e(s, a, c), et(a);
	let [u] = e.useState(() => new n(o, s)), d = u.getOptimisticResult(s);
	e.useEffect(() => {
		u.setOptions(s);
	}, [s, u]);
	let f = !i && l;
	if (e.useSyncExternalStore(e.useCallback((e) => {
		let t = f ? u.subscribe(j.batchCalls(e)) : C;
		return u.updateResult(), t;
	}, [u, f]), () => u.getCurrentResult(), () => u.getCurrentResult()), rt(s, d)) throw it(s, u, a);
	if (tt({
		result: d,
		errorResetBoundary: a,
		throwOnError: s.throwOnError,
		query: c,
		suspense: s.suspense
	})) throw d.error;
	return s.notifyOnChangeProps ? d : u.trackResult(d);
}
// node_modules/@tanstack/react-query/build/modern/useQuery.js
function ot(e, t) {
	return at(e, Le, t);
}
// src/api/clock.ts
var st = 5e3, ct = 1e3;
function lt(e, t, n = Date.now()) {
	let r = Date.parse(e ?? "");
	if (Number.isNaN(r)) return;
	let [i, a] = [r - n, r + ct - t];
	i - st <= 0 && a + st;
}
// src/api/errors.ts
var P = class extends Error {
	trouble;
	retryAfterSecs;
	parameter;
	constructor(e, t, n, r) {
		super(t), this.trouble = e, this.retryAfterSecs = n, this.parameter = r, this.name = "ApiError";
	}
};
function ut(e, t, n, r) {
	let i = n && /^\d+$/.test(n) ? Number(n) : void 0;
	return e === 401 ? new P("denied", t) : e === 403 || e === 421 ? new P("foreign", t) : e === 404 ? new P("gone", t) : e === 429 || e === 503 ? new P("busy", t, i ?? 5) : e >= 500 ? new P("store", t, i) : new P("refused", t, void 0, r);
}
var dt = 5e3, ft = 3e4, pt = /* @__PURE__ */ new Set([
	"offline",
	"busy",
	"store"
]);
function mt(e) {
	let t = e instanceof P ? e.trouble : void 0;
	if (t === "refused") return;
	if (!t || !pt.has(t)) return ft;
	let n = e instanceof P ? (e.retryAfterSecs ?? 0) * 1e3 : 0;
	return Math.max(n, dt);
}
// src/api/turns.ts
var ht = "vlogs-nt.query", gt = [
	"vlogs-nt.stream.1",
	"vlogs-nt.stream.2",
	"vlogs-nt.stream.3"
];
async function _t(e, t) {
	return "locks" in navigator ? navigator.locks.request(ht, { signal: e }, t) : xt(e, t);
}
async function vt(e) {
	if (!("locks" in navigator)) return St(e);
	for (let t of gt) if (await navigator.locks.request(t, { ifAvailable: !0 }, async (t) => (t && await e(), t !== null))) return !0;
	return !1;
}
var yt = Promise.resolve(), bt = gt.length;
function xt(e, t) {
	let n = yt.then(() => (e.throwIfAborted(), t()));
	return yt = n.catch(() => void 0), n;
}
async function St(e) {
	if (bt <= 0) return !1;
	--bt;
	try {
		await e();
	} finally {
		bt += 1;
	}
	return !0;
}
// src/api/version.ts
var Ct = {
	"": "rows",
	context: "rows",
	facets: "facets",
	health: "ok",
	histogram: "steps",
	orders: "states",
	runs: "runs",
	strategies: "strategies"
};
function wt(e, t) {
	let n = Ct[e.split("/")[1] ?? ""];
	if (typeof t == "object" && t && n && n in t) return t;
	throw new P("foreign", "What answers is no API of this version: load the page anew, or run one release of vlogs-nt for both.");
}
// src/api/client.ts
var Tt = 3e4, Et = 0;
function Dt(e, t = "", n = () => void 0) {
	let r = String(e).replace(/\/$/, "");
	async function i(e, i, a) {
		let o = Ot(i), s = Date.now(), c;
		try {
			c = await fetch(`${r}${e}${o}`, {
				signal: a,
				headers: t ? { Authorization: `Bearer ${t}` } : {},
				credentials: "omit",
				cache: "no-store",
				redirect: "error",
				referrerPolicy: "no-referrer"
			});
		} catch (e) {
			throw a.aborted ? a.reason ?? e : new P("offline", "The API does not answer: is `vlogs-nt api` running?");
		}
		if (lt(c.headers.get("Date"), s), (c.ok || c.status === 401) && n(!c.ok), !c.ok) {
			let { detail: e, parameter: t } = await kt(c);
			throw ut(c.status, e, c.headers.get("Retry-After"), t);
		}
		return c;
	}
	return Et += 1, {
		id: Et,
		open: i,
		get(e, t, n) {
			return _t(n, async () => {
				let r = AbortSignal.timeout(Tt);
				try {
					let a = await i(e, t, AbortSignal.any([n, r]));
					if (!/\bjson\b/.test(a.headers.get("Content-Type") ?? "")) throw new P("foreign", "The address answers with something else than this API");
					return wt(e, await a.json());
				} catch (e) {
					throw !r.aborted || n.aborted ? e : new P("store", `No answer within ${Tt / 1e3} s: ask for a shorter range, or wait`);
				}
			});
		}
	};
}
function Ot(e) {
	let t = new URLSearchParams();
	for (let [n, r] of Object.entries(e)) if (r !== void 0 && r !== !1 && r !== "") for (let e of Array.isArray(r) ? r : [r]) t.append(n, String(e));
	let n = t.toString();
	return n ? `?${n}` : "";
}
async function kt(e) {
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
var At = n(void 0), jt = At.Provider;
function Mt() {
	let e = a(At);
	if (!e) throw Error("no <ApiProvider> above this component");
	return e;
}
// src/ui/useVisible.ts
function Nt() {
	return f(Pt, Ft);
}
function Pt(e) {
	return document.addEventListener("visibilitychange", e), () => document.removeEventListener("visibilitychange", e);
}
function Ft() {
	return !document.hidden;
}
// src/api/useAnswer.ts
function It() {
	return new qe({ defaultOptions: { queries: {
		staleTime: 2e3,
		retry: !1,
		refetchOnWindowFocus: !0,
		networkMode: "always",
		placeholderData: pe
	} } });
}
function Lt(e, t, n = {}) {
	let r = Mt(), i = Nt();
	return ot({
		queryKey: [
			e,
			t,
			r.id
		],
		queryFn: ({ signal: n }) => r.get(e, t, n),
		enabled: i && (n.isEnabled ?? !0),
		refetchInterval: ({ state: { error: e } }) => (e ? mt(e) : n.every) ?? !1
	});
}
// src/text/time.ts
var Rt = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;
function zt(e) {
	let t = Rt.exec(e);
	return t ? Date.parse(`${t[1]}Z`) + Number((t[2] ?? "").padEnd(9, "0")) / 1e6 : Date.parse(e);
}
function Bt(e) {
	let t = Rt.exec(e);
	if (!t) return;
	let n = Date.parse(`${t[1]}Z`) / 1e3;
	return BigInt(n) * 1000000000n + BigInt((t[2] ?? "").padEnd(9, "0"));
}
function Vt(e, t) {
	let n = Bt(e);
	if (n === void 0) return e;
	let r = n + t, i = r / 1000000000n;
	return `${(/* @__PURE__ */ new Date(Number(i) * 1e3)).toISOString().slice(0, 19)}.${String(r % 1000000000n).padStart(9, "0")}Z`;
}
var Ht = /* @__PURE__ */ new Map();
function Ut(e) {
	let t = Ht.get(e);
	return t || (t = new Intl.DateTimeFormat("en-CA", {
		...e === "local" ? {} : { timeZone: e },
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
		hourCycle: "h23"
	}), Ht.set(e, t)), t;
}
function Wt(e, t) {
	let n = zt(e);
	if (Number.isNaN(n)) return {
		day: "",
		time: e,
		fraction: ""
	};
	let r = new Map(Ut(t).formatToParts(n).map((e) => [e.type, e.value]));
	return {
		day: `${r.get("year")}-${r.get("month")}-${r.get("day")}`,
		time: `${r.get("hour")}:${r.get("minute")}:${r.get("second")}`,
		fraction: (Rt.exec(e)?.[2] ?? "").padEnd(9, "0")
	};
}
// src/state/view.ts
var Gt = [
	"CRITICAL",
	"ERROR",
	"WARNING",
	"INFO",
	"DEBUG",
	"TRACE"
], F = {
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
};
function Kt(e, t = F.since) {
	let n = new URLSearchParams(), r = (e, t, r = "") => {
		t !== void 0 && t !== r && n.set(e, t);
	};
	r("since", e.since, t), r("until", e.until), r("levels", e.levels.join(","));
	for (let [t, r] of [["is", e.include], ["not", e.exclude]]) for (let [e, i] of Object.entries(r)) for (let r of i) n.append(t, `${e}=${r}`);
	for (let t of e.text) n.append("text", t);
	r("regex", e.isRegex ? "1" : void 0), r("query", e.logsql), r("zone", e.zone, F.zone), r("mode", e.mode, F.mode), e.row && r("row", qt(e.row)), e.pane && r(e.pane.kind, qt(e.pane.of));
	let i = n.toString();
	return i ? `?${i}` : "";
}
function qt(e) {
	return `${e.instance}~${e.seq ?? ""}~${e.time}`;
}
var Jt = { level: "_level_1qent_1" }, Yt = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
function I(e) {
	return e.replace(Yt, (e) => {
		let t = e.codePointAt(0) ?? 0;
		return t <= 255 ? `\\x${t.toString(16).padStart(2, "0")}` : `\\u{${t.toString(16).padStart(4, "0")}}`;
	});
}
function Xt(e) {
	return I(e).replace(/\s*\n\s*/g, " ⏎ ");
}
// src/text/highlight.ts
var Zt = 200;
function Qt(e, t) {
	let n = e.filter(Boolean).map((e) => t ? e : en(e));
	if (n.length) try {
		return new RegExp(n.map((e) => `(?:${e})`).join("|"), "giu");
	} catch {
		return;
	}
}
function $t(e, t) {
	if (!t) return [{
		text: e,
		isHit: !1
	}];
	let n = [], r = 0, i = 0;
	for (let a of e.matchAll(t)) if (a[0] && (a.index > r && n.push({
		text: e.slice(r, a.index),
		isHit: !1
	}), n.push({
		text: a[0],
		isHit: !0
	}), r = a.index + a[0].length, ++i >= Zt)) break;
	return r < e.length && n.push({
		text: e.slice(r),
		isHit: !1
	}), n;
}
function en(e) {
	return e.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
// src/ui/Text.tsx
var L = r(function(e) {
	return /* @__PURE__ */ m("bdi", {
		dir: "ltr",
		children: /* @__PURE__ */ m(R, { ...e })
	});
}), R = r(function({ text: e, found: t, isLine: n = !1 }) {
	let r = n ? Xt(e) : I(e);
	return t ? $t(r, t).map((e, t) => e.isHit ? /* @__PURE__ */ m("mark", { children: e.text }, t) : /* @__PURE__ */ m("span", { children: e.text }, t)) : r;
});
// src/ui/Level.tsx
function tn({ level: e }) {
	return /* @__PURE__ */ m("bdi", {
		className: Jt.level,
		"data-level": e,
		children: /* @__PURE__ */ m(R, {
			text: e || "–",
			isLine: !0
		})
	});
}
var nn = {
	levels: "_levels_51fhd_1",
	count: "_count_51fhd_10"
};
// src/logs/LevelToggles.tsx
function rn({ chosen: e, counts: t, onChange: n }) {
	return /* @__PURE__ */ h("fieldset", {
		className: nn.levels,
		children: [/* @__PURE__ */ m("legend", {
			className: "visually-hidden",
			children: "Levels"
		}), Gt.map((r) => {
			let i = e.includes(r);
			return /* @__PURE__ */ h("button", {
				type: "button",
				"aria-pressed": i,
				title: `Show ${r} rows; Alt-click: nothing else`,
				onClick: (t) => {
					t.altKey ? n([r]) : n(i ? e.filter((e) => e !== r) : Gt.filter((t) => t === r || e.includes(t)));
				},
				children: [/* @__PURE__ */ m(tn, { level: r }), /* @__PURE__ */ m("span", {
					className: nn.count,
					children: t ? (t.get(r) ?? 0).toLocaleString("en") : "…"
				})]
			}, r);
		})]
	});
}
// node_modules/@tanstack/virtual-core/dist/esm/lazy-measurements.js
function an(e) {
	return typeof e == "object" ? e.key : e;
}
function on(e, t) {
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
function z(e, t, n) {
	let r = n.initialDeps ?? [], i, a = !0;
	function o() {
		let o = e();
		return (o.length !== r.length || o.some((e, t) => r[t] !== e)) && (r = o, i = t(...o), n?.onChange && !(a && n.skipInitialOnChange) && n.onChange(i), a = !1), i;
	}
	return o.updateDeps = (e) => {
		r = e;
	}, o;
}
function sn(e, t) {
	if (e === void 0) throw Error(`Unexpected undefined${t ? `: ${t}` : ""}`);
	return e;
}
var B = (e, t) => Math.abs(e - t) < 1.01, cn = (e, t, n) => {
	let r;
	return Object.assign(function(...i) {
		e.clearTimeout(r), r = e.setTimeout(() => t.apply(this, i), n);
	}, { cancel: () => {
		e.clearTimeout(r);
	} });
};
// node_modules/@tanstack/virtual-core/dist/esm/scroll-classifier.js
function ln({ offset: e, isScrolling: t, elementMax: n, holdOffset: r, scrollOffset: i, pendingWrite: a, clampedMaxAtWrite: o }) {
	return t && a === null && e === i ? "spurious" : a !== null && Math.abs(e - a.target) < 1.5 ? "readBack" : a !== null && !a.smooth && n !== null && a.target > n + r + .5 && Math.abs(e - (n + r)) < 1.5 || a !== null && !a.smooth && a.lowMaxes?.some((t) => Math.abs(e - t) < 1.5) ? "clampedReadBack" : o !== null && Math.abs(e - o) < 1.5 ? "clampedEcho" : "external";
}
var un = (e) => e === "smooth" || e === "smoothFinishing";
function dn({ kind: e, offset: t, command: n, target: r }) {
	return e !== "spurious" && e !== "readBack" && e !== "clampedReadBack" && n?.index != null && n.phase !== "queued" && !un(n.phase) && !B(t, n.lastTargetOffset) && !B(t, r()) && e !== "clampedEcho";
}
var fn = 40;
function pn(e) {
	let t = e[e.length - 1];
	if (t === void 0) return !1;
	let n = e.length - 2;
	for (; n >= 0 && t.t - e[n].t < fn;) n--;
	if (n < 0) return !1;
	let r = e[n], i = n - 1;
	for (; i >= 0 && r.t - e[i].t < fn;) i--;
	if (i < 0) return !1;
	let a = e[i], o = (t.offset - r.offset) / (t.t - r.t), s = (r.offset - a.offset) / (r.t - a.t);
	return o * s >= 0 && Math.abs(o) >= 2 * Math.abs(s) && Math.abs(o) - Math.abs(s) >= .8;
}
function mn(e) {
	let t = e[e.length - 1];
	if (t === void 0) return !1;
	let n = e.length - 2;
	for (; n >= 0 && t.t - e[n].t < fn;) n--;
	if (n < 0) return !1;
	let r = e[n];
	return Math.abs(t.offset - r.offset) / (t.t - r.t) >= .05;
}
// node_modules/@tanstack/virtual-core/dist/esm/ios-gesture.js
var V, H = () => {
	if (V !== void 0) return V;
	if (typeof navigator > "u") return V = !1;
	if (/iP(hone|od|ad)/.test(navigator.userAgent)) return V = !0;
	let e = navigator.maxTouchPoints;
	return V = navigator.platform === "MacIntel" && e !== void 0 && e > 0;
}, hn, gn = () => hn === void 0 ? hn = H() && typeof CSS < "u" && typeof CSS.supports == "function" && CSS.supports("overflow-anchor: auto") : hn, _n = () => !H() || gn(), U = {
	capture: !0,
	passive: !0
}, vn = class {
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
			return e.addEventListener("touchstart", t, U), e.addEventListener("touchend", n, U), e.addEventListener("touchcancel", n, U), () => {
				e.removeEventListener("touchstart", t, U), e.removeEventListener("touchend", n, U), e.removeEventListener("touchcancel", n, U), this.end();
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
}, yn = (e) => {
	let { clientWidth: t, clientHeight: n } = e;
	return {
		width: t,
		height: n
	};
}, bn = (e) => {
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
}, xn = (e) => e, Sn = (e) => {
	let t = e.overscan * Math.max(e.lanes ?? 1, 1), n = Math.max(e.startIndex - t, 0), r = Math.min(e.endIndex + t, e.count - 1) - n + 1, i = Array(r);
	for (let e = 0; e < r; e++) i[e] = n + e;
	return i;
}, Cn = (e, t) => {
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
	if (i(yn(n)), !r.ResizeObserver) return () => {};
	let a = bn(r), o = new r.ResizeObserver(() => {
		let t = () => {
			i(yn(n));
		};
		e.options.useAnimationFrameWithResizeObserver ? a.schedule(t) : t();
	});
	return o.observe(n, { box: "content-box" }), () => {
		o.unobserve(n), a.cancel();
	};
}, wn = { passive: !0 }, Tn = typeof window > "u" || "onscrollend" in window, En = (e, t, n) => {
	let r = e.scrollElement;
	if (!r) return;
	let i = e.targetWindow;
	if (!i) return;
	let a = e.options.useScrollendEvent && Tn, o = 0, s = a ? null : cn(i, () => t(n(r), !1), e.options.isScrollingResetDelay), c = (e) => () => {
		o = n(r), s?.(), t(o, e);
	}, l = c(!0), u = c(!1);
	return r.addEventListener("scroll", l, wn), a && r.addEventListener("scrollend", u, wn), () => {
		r.removeEventListener("scroll", l), a && r.removeEventListener("scrollend", u), s?.cancel();
	};
}, Dn = (e, t) => En(e, t, (t) => {
	let { horizontal: n, isRtl: r } = e.options;
	return n ? t.scrollLeft * (r && -1 || 1) : t.scrollTop;
}), On = (e, t, n) => {
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
}, kn = (e, { adjustments: t = 0, behavior: n }, r) => {
	var i;
	let { scrollElement: a, options: o } = r, s = e + t, c = o.horizontal && o.isRtl && a !== null && "ownerDocument" in a;
	(i = a?.scrollTo) == null || i.call(a, {
		[o.horizontal ? "left" : "top"]: c ? -s : s,
		behavior: n
	});
}, An = (e, t) => e === "smooth" ? t ? "smoothLanded" : "smooth" : "instant", W = (e) => e?.phase === "smooth" || e?.phase === "smoothLanded";
function jn(e, t, n, r) {
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
var Mn = class {
	constructor(e) {
		this.unsubs = [], this.scrollElement = null, this.targetWindow = null, this.isScrolling = !1, this.scrollState = null, this.measurementsCache = [], this._singleLaneMeasurements = null, this.itemSizeCache = /* @__PURE__ */ new Map(), this.itemSizeCacheVersion = 0, this.laneAssignments = /* @__PURE__ */ new Map(), this.pendingMin = null, this.prevLanes = void 0, this.lanesChangedFlag = !1, this.lanesSettling = !1, this.pendingScrollAnchor = null, this.scrollRect = null, this.scrollOffset = null, this.scrollDirection = null, this._holdOffset = 0, this._reportedOverscroll = !1, this._iosGesture = new vn({
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
				e?.phase === "queued" && mn(e.samples ?? []) && (this.scrollState = null), this._flushHoldIfReady(!0), this._writeAwaitingCommand(), this._retryClampedAdjustment();
			}
		}), this._lastElementOffset = null, this.pendingWrite = null, this._clampedAdjustment = null, this.elementsCache = /* @__PURE__ */ new Map(), this._resizeBatch = null, this.now = () => {
			var e;
			return ((e = this.targetWindow?.performance)?.now)?.call(e) ?? Date.now();
		}, this.observer = /* @__PURE__ */ (() => {
			let e = null, t = null, n = !1, r = !1, i = /* @__PURE__ */ new Set(), a = () => {
				if (e) return e;
				let r = this.targetWindow;
				if (!r || !r.ResizeObserver) return null;
				let i = t = bn(r);
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
				getItemKey: xn,
				rangeExtractor: Sn,
				onChange: () => {},
				measureElement: On,
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
				let e = n.count, o = t.count, s = this.getMeasurements(), c = this._singleLaneMeasurements?.items ?? s, l = (e) => an(c[e]), u = e > 0 ? l(0) : null, d = e > 0 ? l(e - 1) : null;
				if (o !== e || e > 0 && o > 0 && (t.getItemKey(0) !== u || t.getItemKey(o - 1) !== d)) {
					a = !0;
					let c = e > 0 ? this.getVirtualItemForOffset(this.getScrollOffset()) ?? s[0] : null;
					c && (r = [c.key, this.getScrollOffset() - c.start]);
					let u = t.followOnAppend === !0 ? "auto" : t.followOnAppend || null;
					u && o > 0 && this.isAtEnd(n.scrollEndThreshold) && (e === 0 || t.getItemKey(o - 1) !== d) && (o > e || jn(e, o, l, t.getItemKey)) && (i = u);
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
		}, this.maybeNotify = z(() => (this.calculateRange(), [
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
					a === "readBack" ? e = this.pendingWrite.target : a === "clampedReadBack" && this.scrollState?.index != null && e < this.getMaxScrollOffset() - 1.5 ? this.scrollState.lastTargetOffset = e : dn({
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
							}], (s !== null && this.scrollDirection !== s || pn(c.samples)) && (this.scrollState = null);
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
			this.pendingScrollAnchor = null, t && this.scrollElement && this.options.enabled && (t.kind === "anchor" ? this._canWriteScroll() ? W(this.scrollState) && !B(this.getScrollOffset() - t.delta, this.scrollState.lastTargetOffset) || (this._followOffsetTarget(t.delta), this._scrollToOffset(this.getScrollOffset())) : (this._holdOffset += t.delta, this._followOffsetTarget(t.delta), this.notify(!1)) : this.scrollToEnd({ behavior: t.behavior })), this._flushHoldIfReady(!1), this._retryClampedAdjustment();
		}, this._classifyScrollEvent = (e, t, n) => ln({
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
			e.lastTargetOffset = n, this._clampedAdjustment = null, e.phase = An(t, e.index != null && B(n, this.getScrollOffset())), this._scrollToOffset(n, { behavior: t }), this.scheduleScrollReconcile();
		}, this._readElementOffset = () => {
			let e = this.scrollElement;
			if (e == null) return null;
			let { horizontal: t, isRtl: n } = this.options;
			return typeof e.scrollTop == "number" ? t ? e.scrollLeft * (n && -1 || 1) : e.scrollTop : typeof e.scrollY == "number" ? t ? e.scrollX : e.scrollY : null;
		}, this._canWriteScroll = () => !(H() && this._iosGesture.inMotion()) && !this._reportedOverscroll, this._flushHoldIfReady = (e) => {
			if (this._holdOffset === 0 || !this.scrollElement || !this.options.enabled || !this._canWriteScroll() || this.scrollState?.phase === "smooth") return;
			this._holdOffset = 0, this.scrollOffset !== null && this.scrollOffset < 0 && (this.scrollOffset = 0), this.notify(e);
			let t = this.getCommandWrittenOffset() ?? this.getScrollOffset();
			this._clampedAdjustment = this._clampedBy(t), this._scrollToOffset(t);
		}, this.rafId = null, this.getSize = () => this.options.enabled ? (this.scrollRect = this.scrollRect ?? this.options.initialRect, this.scrollRect[this.options.horizontal ? "width" : "height"]) : (this.scrollRect = null, 0), this.getScrollOffset = () => this.options.enabled ? (this.scrollOffset = this.scrollOffset ?? (typeof this.options.initialOffset == "function" ? this.options.initialOffset() : this.options.initialOffset), this.scrollOffset) : (this.scrollOffset = null, 0), this.getMeasurementOptions = z(() => [
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
		}), { key: !1 }), this.isIndexInRange = (e) => e >= 0 && e < this.options.count, this.getMeasurements = z(() => [this.getMeasurementOptions(), this.itemSizeCacheVersion], ({ count: e, paddingStart: t, scrollMargin: n, getItemKey: r, enabled: i, lanes: a, laneAssignmentMode: o, gap: s }, c) => {
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
				let d = on(o, a);
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
		}), this.calculateRange = z(() => [
			this.getMeasurements(),
			this.getSize(),
			this.getScrollOffset(),
			this.options.lanes,
			this._getLayoutTotalSize() + this.options.scrollMargin
		], (e, t, n, r, i) => {
			if (e.length === 0 || t === 0) return this.range = null, null;
			let a = Math.max(i - t, 0);
			return this.range = Fn(e, t, Math.min(n, a), r, r === 1 && this._singleLaneMeasurements !== null ? this._singleLaneMeasurements.flat : null), this.range;
		}, {
			key: !1,
			debug: () => this.options.debug
		}), this.getVirtualIndexes = z(() => {
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
			if (!W(this.scrollState)) return !0;
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
				let o = this.options.anchorTo === "end" && !W(this.scrollState) && this.getVirtualDistanceFromEnd() <= this.options.scrollEndThreshold, l = o ? this._getLayoutTotalSize() : 0, u = this.getScrollOffset(), d = this.itemSizeCache.has(a) ? i + s <= u && this.scrollDirection !== "backward" : i < u, f = !W(this.scrollState) && (this.shouldAdjustScrollPositionOnItemSizeChange === void 0 ? d : this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[e] ?? {
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
		}, this.getVirtualItems = z(() => [
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
			return sn(t[Nn(0, t.length - 1, r ? (e) => n[e * 2] : (e) => sn(t[e]).start, e)]);
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
			return !(H() && this._iosGesture.dragging()) && e !== null && !B(e, this.getScrollOffset());
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
		if (!n && B(e, this.getScrollOffset())) {
			if (this.scrollState.phase === "smooth" ? this.scrollState.phase = "smoothLanded" : this.scrollState.phase === "smoothFinishing" && (this.scrollState.phase = "instant"), this.scrollState.stableFrames++, this.scrollState.stableFrames >= t) {
				this.getScrollOffset() !== e && this._scrollToOffset(e, { behavior: "auto" }), this.scrollState = null;
				return;
			}
		} else if (this.scrollState.stableFrames = 0, n) {
			let t = this.getSize() || 600, n = Math.abs(e - this.getScrollOffset()), r = W(this.scrollState) && n > t;
			this.scrollState.lastTargetOffset = e, r ? this.scrollState.phase = "smooth" : this.scrollState.phase === "smooth" ? this.scrollState.phase = "smoothFinishing" : this.scrollState.phase === "smoothLanded" && (this.scrollState.phase = "instant"), this._scrollToOffset(e, { behavior: r ? "smooth" : "auto" });
		}
		this.scheduleScrollReconcile();
	}
	_startScroll(e, t, n, r) {
		this.pendingScrollAnchor = null, this._clampedAdjustment = null;
		let i = this._iosGesture.tail();
		if (r === "absolute" && i !== null) {
			if (i === "fling" && _n()) {
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
			phase: An(n, e.index != null && B(t, this.getScrollOffset()))
		}, this._scrollToOffset(t, { behavior: n }), this.scheduleScrollReconcile();
	}
}, Nn = (e, t, n, r) => {
	for (; e <= t;) {
		let i = (e + t) / 2 | 0, a = n(i);
		if (a < r) e = i + 1;
		else if (a > r) t = i - 1;
		else return i;
	}
	return e > 0 ? e - 1 : 0;
};
function Pn(e, t, n) {
	let r = 0;
	for (; r <= t;) {
		let i = (r + t) / 2 | 0, a = e[i * 2];
		if (a < n) r = i + 1;
		else if (a > n) t = i - 1;
		else return i;
	}
	return r > 0 ? r - 1 : 0;
}
function Fn(e, t, n, r, i) {
	let a = e.length - 1;
	if (e.length <= r) return {
		startIndex: 0,
		endIndex: a
	};
	if (r === 1 && i !== null) {
		let e = Pn(i, a, n), r = e, o = n + t;
		for (; r < a && i[r * 2] + i[r * 2 + 1] < o;) r++;
		return {
			startIndex: e,
			endIndex: r
		};
	}
	let o = Nn(0, a, (t) => e[t].start, n), s = o;
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
var In = typeof document < "u" ? e.useLayoutEffect : e.useEffect;
function Ln({ useFlushSync: t = !0, directDomUpdates: n = !1, directDomUpdatesMode: r = "transform", ...i }) {
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
		let e = new Mn(d), t = e.measureElement;
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
	return f.setOptions(d), In(() => f._didMount(), []), In(() => (c(f), f._willUpdate())), In(() => {
		u(f);
	}), f;
}
function Rn(e) {
	return Ln({
		observeElementRect: Cn,
		observeElementOffset: Dn,
		scrollToFn: kn,
		...e
	});
}
// src/logs/buffer.ts
var zn = 1e4, Bn = {
	rows: [],
	keys: /* @__PURE__ */ new Set(),
	dropped: 0
}, Vn = /* @__PURE__ */ new WeakMap();
function G(e) {
	let t = Vn.get(e);
	return t === void 0 && (t = Hn(e), Vn.set(e, t)), t;
}
function Hn(e) {
	return e.instance_id && e.seq !== null && e.seq !== void 0 ? `${e.instance_id}~${e.seq}` : `${e.time}~${e.message}~${JSON.stringify(e.fields)}`;
}
function K(e, t) {
	return e.time === t.time ? e.instance_id === t.instance_id ? (e.seq ?? -1) - (t.seq ?? -1) : e.instance_id < t.instance_id ? -1 : 1 : e.time < t.time ? -1 : 1;
}
function Un(e, t) {
	let n = 0, r = e.length;
	for (; n < r;) {
		let i = n + r >> 1, a = e[i];
		a && K(a, t) <= 0 ? n = i + 1 : r = i;
	}
	return e.length - n;
}
function Wn(e, t) {
	for (let n = e.length - Un(e, t) - 1; n >= 0; n--) {
		let r = e[n];
		if (!r || K(r, t) !== 0) break;
		if (G(r) === G(t)) return n;
	}
	return -1;
}
function q(e, t, n = zn) {
	let r = new Set(e.keys), i = [];
	for (let e of t) {
		let t = G(e);
		r.has(t) || (r.add(t), i.push(e));
	}
	if (!i.length) return e;
	i.sort(K);
	let a = Gn(e.rows, i), o = Math.max(0, a.length - n);
	for (let e of a.slice(0, o)) r.delete(G(e));
	return {
		rows: o ? a.slice(o) : a,
		keys: r,
		dropped: e.dropped + o
	};
}
function Gn(e, t) {
	let n = e.at(-1), r = t[0];
	if (!n || !r || K(n, r) <= 0) return [...e, ...t];
	let i = t.at(-1);
	return e[0] && i && K(i, e[0]) <= 0 ? [...t, ...e] : [...e, ...t].sort(K);
}
var J = {
	line: "_line_1ymuf_1",
	time: "_time_1ymuf_43",
	name: "_name_1ymuf_47",
	message: "_message_1ymuf_48",
	more: "_more_1ymuf_58"
};
// src/logs/rows.ts
function Kn(e) {
	return {
		instance: e.instance_id,
		seq: e.seq ?? void 0,
		time: e.time
	};
}
function qn(e, t) {
	let n = e.fields.sim_time, r = Wt(I(n ?? e.time), t), i = `${r.day} ${r.time}.${r.fraction}`;
	if (n === void 0) return {
		text: r.time,
		fraction: `.${r.fraction.slice(0, 3)}`,
		title: i
	};
	let a = `${i}, simulated; shipped at ${e.time}`;
	return {
		text: `${r.day.slice(5)} ${r.time}`,
		fraction: "",
		title: a
	};
}
function Jn(e) {
	let t = `${e.fields.sim_time ?? e.time} ${e.level} ${e.strategy_id ?? e.component}: ${e.message}`;
	return e.error_traceback ? `${t}\n${e.error_traceback}` : t;
}
function Yn(e) {
	return e.map(Jn).join("\n");
}
// src/logs/LogLine.tsx
var Xn = r(function(e) {
	let { row: t, zone: n, found: r, onOpen: i } = e, a = qn(t, n);
	return /* @__PURE__ */ h("div", {
		id: e.id,
		className: J.line,
		style: { transform: `translateY(${e.top}px)` },
		role: "row",
		"aria-rowindex": e.index + 1,
		"aria-selected": e.isActive,
		"data-level": t.level,
		onClick: () => {
			getSelection()?.isCollapsed !== !1 && i(t);
		},
		children: [
			/* @__PURE__ */ m("span", {
				className: J.time,
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
				children: /* @__PURE__ */ m(tn, { level: t.level })
			}),
			/* @__PURE__ */ m("span", {
				className: J.name,
				role: "gridcell",
				dir: "ltr",
				title: I(t.component),
				children: /* @__PURE__ */ m(R, {
					text: t.strategy_id ?? t.component,
					isLine: !0
				})
			}),
			/* @__PURE__ */ h("span", {
				className: J.message,
				role: "gridcell",
				dir: "ltr",
				children: [/* @__PURE__ */ m(R, {
					text: t.message,
					found: r,
					isLine: !0
				}), t.error_traceback && /* @__PURE__ */ m("span", {
					className: J.more,
					children: " ⌄ traceback"
				})]
			})
		]
	});
}), Zn = {
	list: "_list_tbwn2_1",
	space: "_space_tbwn2_16"
}, Qn = 22, $n = 42, er = 640, tr = 6;
function nr(e) {
	let { rows: t, active: n, isFollowing: r, onFollow: a } = e, d = u(null), f = s(), p = ar(d), h = Rn({
		count: t.length,
		getScrollElement: () => d.current,
		estimateSize: () => p,
		overscan: tr
	});
	c(() => h.measure(), [p]);
	let g = u(t);
	c(() => {
		let e = d.current;
		if (!e) return;
		let n = g.current;
		g.current = t, r ? e.scrollTop = e.scrollHeight : n !== t && (e.scrollTop += ir(n, t, e.scrollTop, p));
	}, [
		t,
		r,
		p
	]);
	let _ = l(() => n ? Wn(t, n) : -1, [t, n]);
	o(() => {
		_ >= 0 && h.scrollToIndex(_, { align: "auto" });
	}, [n]);
	let v = i(() => {
		let t = d.current;
		if (!t) return;
		let n = t.scrollHeight - t.scrollTop - t.clientHeight;
		n < 4 !== r && a(n < 4), t.scrollTop < 400 && e.hasOlder && e.onOlder();
	}, [
		r,
		a,
		e.hasOlder,
		e.onOlder
	]);
	return /* @__PURE__ */ m("div", {
		ref: d,
		className: Zn.list,
		role: "grid",
		tabIndex: 0,
		"aria-label": e.label,
		"aria-rowcount": t.length,
		"aria-colcount": 4,
		"aria-activedescendant": _ >= 0 ? `${f}${_}` : void 0,
		onScroll: v,
		onCopy: (e) => {
			let n = Yn(rr(t, getSelection()));
			n && (e.clipboardData.setData("text/plain", n), e.preventDefault());
		},
		onKeyDown: (n) => {
			let r = {
				ArrowDown: 1,
				ArrowUp: -1
			}[n.key], i = t[_];
			if (r) e.onStep(r);
			else if (n.key === "Enter" && i) e.onOpen(i);
			else return;
			n.preventDefault();
		},
		style: { "--row": `${p}px` },
		children: /* @__PURE__ */ m("div", {
			className: Zn.space,
			role: "presentation",
			style: { height: h.getTotalSize() },
			children: h.getVirtualItems().map((n) => {
				let r = t[n.index];
				return r ? /* @__PURE__ */ m(Xn, {
					id: `${f}${n.index}`,
					row: r,
					index: n.index,
					top: n.start,
					zone: e.zone,
					found: e.found,
					isActive: n.index === _,
					onOpen: e.onOpen
				}, G(r)) : null;
			})
		})
	});
}
function rr(e, t) {
	let [n, r] = [t?.anchorNode, t?.focusNode].map((e) => {
		let t = e instanceof Element ? e : e?.parentElement;
		return Number(t?.closest("[role=row]")?.getAttribute("aria-rowindex") ?? NaN);
	});
	return !n || !r || n === r ? [] : e.slice(Math.min(n, r) - 1, Math.max(n, r));
}
function ir(e, t, n, r) {
	let i = Math.floor(n / r), a = e[i];
	if (!a || t[i] === a) return 0;
	let o = t.indexOf(a);
	return o < 0 ? 0 : (o - i) * r;
}
function ar(e) {
	let [t, n] = d(!1);
	return c(() => {
		let t = e.current;
		if (!t) return;
		let r = new ResizeObserver(() => n(t.clientWidth < er));
		return r.observe(t), () => r.disconnect();
	}, [e]), t ? $n : Qn;
}
// src/state/location.ts
var or = new URL("..", "" + import.meta.url), sr = lr(), Y, cr = /* @__PURE__ */ new Set();
function lr() {
	return {
		path: (location.pathname.startsWith(or.pathname) ? location.pathname.slice(or.pathname.length) : "").replace(/^\/+|\/+$/g, ""),
		search: location.search
	};
}
function ur(e) {
	if (e.path !== sr.path || e.search !== sr.search) {
		sr = e;
		for (let e of cr) e();
	}
}
function dr() {
	Y !== void 0 && history.replaceState(null, "", Y), Y = void 0;
}
addEventListener("popstate", () => {
	Y = void 0, ur(lr());
}), addEventListener("pagehide", dr);
function fr(e, t = "") {
	return `${or.pathname}${e}${t}`;
}
// src/order/address.ts
var pr = 1e3;
function mr(e, t, n) {
	let r = {};
	for (let e of ["trader_id", "run_id"]) {
		let n = t[e];
		n && n.length <= pr && (r[e] = [n]);
	}
	return [`order/${encodeURIComponent(e)}`, Kt({
		...F,
		zone: n,
		include: r
	})];
}
function hr(e, t, n) {
	return fr(...mr(e, t, n));
}
// src/ui/copy.ts
async function gr(e) {
	try {
		return await navigator.clipboard.writeText(e), !0;
	} catch {
		return _r(e);
	}
}
function _r(e) {
	let t = document.createElement("textarea");
	t.value = e, t.setAttribute("readonly", ""), document.body.append(t), t.select();
	let n = document.execCommand("copy");
	return t.remove(), n;
}
// src/ui/CopyButton.tsx
function X({ text: e, children: t }) {
	let [n, r] = d("");
	return o(() => {
		if (!n) return;
		let e = setTimeout(() => r(""), 1500);
		return () => clearTimeout(e);
	}, [n]), /* @__PURE__ */ m("button", {
		type: "button",
		onClick: async () => r(await gr(e()) ? "Copied" : "Not copied"),
		children: n || t
	});
}
// src/ui/useFocusWhileShown.ts
function vr(e) {
	o(() => {
		let t = e.current, n = t?.getRootNode(), r = n?.activeElement;
		return t?.focus(), () => {
			let e = n?.activeElement;
			e && e !== document.body && e !== t || r instanceof HTMLElement && r.isConnected && r.focus({ preventScroll: !0 });
		};
	}, [e]);
}
var Z = {
	details: "_details_1rhbn_1",
	head: "_head_1rhbn_15",
	time: "_time_1rhbn_26",
	message: "_message_1rhbn_30",
	tools: "_tools_1rhbn_38",
	fields: "_fields_1rhbn_51",
	actions: "_actions_1rhbn_74"
}, yr = /^\s*(?:\|\s*)*File "(.*)", line \d+/, br = /(?:site-packages|dist-packages|lib\/python\d|nautilus_trader\/|<frozen )/;
function xr(e) {
	let t = {
		head: [],
		frames: [],
		tail: []
	};
	for (let n of e.split("\n")) {
		let e = yr.exec(n), r = t.frames.at(-1);
		e ? t.frames.push({
			place: n,
			code: [],
			isLibrary: br.test(e[1] ?? "")
		}) : r ? /^\s/.test(n) || n === "" ? (t.tail.length ? t.tail : r.code).push(n) : t.tail.push(n) : t.head.push(n);
	}
	return t;
}
var Sr = {
	traceback: "_traceback_47n5h_1",
	tools: "_tools_47n5h_7",
	library: "_library_47n5h_14"
};
// src/logs/Traceback.tsx
function Cr({ text: e }) {
	let [t, n] = d(!1), { head: r, frames: i, tail: a } = xr(e), o = t ? i : i.slice(-1), s = i.length - o.length;
	return /* @__PURE__ */ h("section", {
		className: Sr.traceback,
		"aria-label": "Traceback",
		children: [/* @__PURE__ */ h("div", {
			className: Sr.tools,
			children: [i.length > 1 && /* @__PURE__ */ m("button", {
				type: "button",
				"aria-expanded": t,
				onClick: () => n(!t),
				children: t ? "Fold" : `Show all ${i.length} frames`
			}), /* @__PURE__ */ m(X, {
				text: () => e,
				children: "Copy traceback"
			})]
		}), /* @__PURE__ */ h("pre", { children: [
			/* @__PURE__ */ m(L, { text: r.join("\n") }),
			s > 0 && /* @__PURE__ */ m("span", {
				className: "muted",
				children: `\n  … ${s} ${s === 1 ? "frame" : "frames"} folded`
			}),
			o.map((e, t) => /* @__PURE__ */ h("span", {
				className: e.isLibrary ? Sr.library : void 0,
				children: ["\n", /* @__PURE__ */ m(L, { text: [e.place, ...e.code].join("\n") })]
			}, t)),
			a.length > 0 && /* @__PURE__ */ h("strong", { children: ["\n", /* @__PURE__ */ m(L, { text: a.join("\n") })] })
		] })]
	});
}
// src/logs/RowDetails.tsx
var wr = /* @__PURE__ */ new Set([
	"_msg",
	"_time",
	"_stream",
	"_stream_id",
	"error_traceback"
]), Tr = r(function(e) {
	let { row: t, zone: n, found: r, actions: i } = e, [a, o] = d(""), s = u(null);
	vr(s);
	let c = t.fields.client_order_id, l = Object.entries(t.fields).filter(([e]) => !wr.has(e)).filter(([e, t]) => `${e}=${t}`.toLowerCase().includes(a.toLowerCase())).sort(([e], [t]) => e < t ? -1 : 1);
	return /* @__PURE__ */ h("aside", {
		className: Z.details,
		"aria-label": "Row",
		children: [
			/* @__PURE__ */ h("header", {
				className: Z.head,
				children: [/* @__PURE__ */ h("h2", {
					ref: s,
					tabIndex: -1,
					children: [
						/* @__PURE__ */ m(tn, { level: t.level }),
						" ",
						/* @__PURE__ */ m(L, {
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
				className: Z.time,
				children: [
					qn(t, n).title,
					" ",
					/* @__PURE__ */ m("span", {
						className: "muted",
						children: n
					}),
					/* @__PURE__ */ m("br", {}),
					/* @__PURE__ */ h("span", {
						className: "muted mono",
						children: [Bt(t.time)?.toString(), " ns"]
					})
				]
			}),
			/* @__PURE__ */ m("pre", {
				className: Z.message,
				children: /* @__PURE__ */ m(L, {
					text: t.message,
					found: r
				})
			}),
			t.error_traceback && /* @__PURE__ */ m(Cr, { text: t.error_traceback }),
			/* @__PURE__ */ h("div", {
				className: Z.tools,
				children: [
					i && /* @__PURE__ */ h(p, { children: [
						/* @__PURE__ */ h("button", {
							type: "button",
							onClick: () => i.onPane("context", Kn(t)),
							disabled: t.seq == null,
							children: ["Context ", /* @__PURE__ */ m("kbd", { children: "c" })]
						}),
						/* @__PURE__ */ h("button", {
							type: "button",
							onClick: () => i.onPane("around", Kn(t)),
							children: ["30 s around ", /* @__PURE__ */ m("kbd", { children: "a" })]
						}),
						c && /* @__PURE__ */ m("a", {
							className: "button",
							href: hr(c, t.fields, n),
							children: "Order"
						}),
						/* @__PURE__ */ m(X, {
							text: () => new URL(i.link, location.href).href,
							children: "Copy link"
						}),
						/* @__PURE__ */ m("button", {
							type: "button",
							onClick: () => i.onMute(t.message),
							children: "Mute such messages"
						})
					] }),
					/* @__PURE__ */ m(X, {
						text: () => Jn(t),
						children: "Copy text"
					}),
					/* @__PURE__ */ m(X, {
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
				className: Z.fields,
				children: /* @__PURE__ */ m("tbody", { children: l.map(([e, t]) => /* @__PURE__ */ h("tr", { children: [
					/* @__PURE__ */ m("th", {
						scope: "row",
						children: /* @__PURE__ */ m(L, {
							text: e,
							isLine: !0
						})
					}),
					/* @__PURE__ */ m("td", { children: /* @__PURE__ */ m("span", {
						className: "mono",
						children: /* @__PURE__ */ m(L, { text: t })
					}) }),
					/* @__PURE__ */ h("td", {
						className: Z.actions,
						children: [i && /* @__PURE__ */ h(p, { children: [
							/* @__PURE__ */ m("button", {
								type: "button",
								title: "Only rows with this value",
								"aria-label": `Include ${e}`,
								onClick: () => i.onFilter("include", e, t),
								children: "="
							}),
							/* @__PURE__ */ m("button", {
								type: "button",
								title: "No rows with this value",
								"aria-label": `Exclude ${e}`,
								onClick: () => i.onFilter("exclude", e, t),
								children: "≠"
							}),
							/* @__PURE__ */ m("button", {
								type: "button",
								title: "Everything with this value",
								"aria-label": `Pivot on ${e}`,
								onClick: () => i.onPivot(e, t),
								children: "⇢"
							})
						] }), /* @__PURE__ */ m(X, {
							text: () => t,
							children: "copy"
						})]
					})
				] }, e)) })
			})
		]
	});
});
// src/logs/steps.ts
function Er(e, t, n, r = () => !0) {
	let i = Dr(e, t, n) + n, a = e[i];
	for (; a && !r(a);) i += n, a = e[i];
	return a;
}
function Dr(e, t, n) {
	if (!t) return n < 0 ? e.length : -1;
	let r = Wn(e, t);
	if (r >= 0) return r;
	let i = e.length - Un(e, t);
	return n < 0 ? i : i - 1;
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
function Or({ facets: e }) {
	return new Map(e[0]?.counts.map((e) => [e.value, e.count]));
}
// src/api/events.ts
var kr = 45e3;
async function* Ar(e) {
	let t = e.pipeThrough(new TextDecoderStream()).getReader(), n = "";
	try {
		for (;;) {
			let { done: e, value: r } = await jr(t.read());
			if (e) return;
			n += r.replace(/\r\n?/g, "\n");
			let i = n.indexOf("\n\n");
			for (; i >= 0;) {
				let e = Mr(n.slice(0, i));
				n = n.slice(i + 2), e && (yield e), i = n.indexOf("\n\n");
			}
		}
	} finally {
		await t.cancel().catch(() => void 0);
	}
}
async function jr(e) {
	let t, n = new Promise((e, n) => {
		let r = new P("offline", "The stream fell silent; connecting again");
		t = setTimeout(() => n(r), kr);
	});
	try {
		return await Promise.race([e, n]);
	} finally {
		clearTimeout(t);
	}
}
function Mr(e) {
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
// src/logs/feed.ts
var Nr = 5e3, Q = 500, Pr = zn / Q, Fr = 12, Ir = 50, Lr = class {
	options;
	state;
	listeners = /* @__PURE__ */ new Set();
	aborter = new AbortController();
	timer;
	isRunning = !1;
	hasBegun = !1;
	older;
	newer;
	turns = 0;
	now;
	constructor(e) {
		this.options = e, this.now = e.now ?? Date.now;
		let { shown: t = Bn } = e;
		this.state = {
			buffer: {
				...t,
				dropped: 0
			},
			isOutdated: t.rows.length > 0,
			isLoading: !0,
			isLoadingOlder: !1,
			hasOlder: !1,
			clamped: [],
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
		this.isRunning = !1, clearTimeout(this.timer), this.aborter.abort();
	}
	refresh() {
		this.stop(), this.start();
	}
	async loadOlder() {
		if (!this.older || !this.state.hasOlder || this.state.isLoadingOlder || this.state.buffer.rows.length >= 1e4) return;
		this.set({ isLoadingOlder: !0 });
		let { signal: e } = this.aborter;
		try {
			let t = await this.search({ before: this.older }, e);
			this.recovered(), this.older = t.older ?? void 0, this.set({
				buffer: q(this.state.buffer, t.rows),
				hasOlder: t.has_more,
				isLoadingOlder: !1
			});
		} catch (t) {
			this.set({ isLoadingOlder: !1 }), e.aborted || this.note(t);
		}
	}
	async run(e) {
		let t;
		try {
			if (await (this.hasBegun ? this.catchUp(e) : this.begin(e)), this.recovered(), this.options.until || this.options.mode === "off") return;
			this.options.mode === "live" && await vt(() => this.listen(e)), t = Nr;
		} catch (n) {
			if (e.aborted) return;
			this.note(n), t = mt(n);
		}
		e.aborted || t === void 0 || (this.timer = setTimeout(() => void this.run(e), t));
	}
	async begin(e) {
		let t = await this.search({}, e);
		this.hasBegun = !0, this.older = t.older ?? void 0, this.newer = t.newer ?? void 0, this.set({
			buffer: q(Bn, t.rows),
			hasOlder: t.has_more,
			clamped: t.clamped ?? [],
			isLoading: !1,
			isOutdated: !1
		});
	}
	async catchUp(e) {
		let t = this.state.buffer.rows.at(-1);
		if (!t) return this.begin(e);
		if (this.turns += 1, this.turns % Fr === 0) {
			let { rows: t } = await this.search({}, e, Q);
			this.set({ buffer: q(this.state.buffer, t) });
		}
		let n = Vt(t.time, -3000000000n), r = await this.search({ after: `${n},0` }, e, Q);
		if (r.has_more) return this.readBack(n, e);
		this.set({ buffer: q(this.state.buffer, r.rows) }), this.newer = r.newer ?? this.newer;
	}
	async readBack(e, t) {
		let n = [], r, i, a = !1;
		for (let o = 0; o < Pr && !a; o++) {
			let o = await this.search({ before: i }, t, Q);
			r ??= o, n.push(...o.rows), i = o.older ?? void 0, a = !i || o.rows.some(({ time: t }) => t < e);
		}
		let { buffer: o } = this.state, s = a ? o : {
			...Bn,
			dropped: o.dropped + o.rows.length
		};
		this.set({ buffer: q(s, n) }), a || (this.older = i), this.newer = r?.newer ?? this.newer;
	}
	async listen(e) {
		let t = this.newer ? { last_event_id: this.newer } : { backfill: "10s" }, n = await this.options.api.open("/stream", {
			...this.options.filters,
			...t,
			interval: 1
		}, e);
		if (!n.body) return;
		let r = [], i, a = () => {
			clearTimeout(i), i = void 0;
			let t = r;
			r = [], e.aborted || this.set({ buffer: q(this.state.buffer, t) });
		};
		try {
			for await (let t of Ar(n.body)) if (t.id && (this.newer = t.id), t.kind === "row") r.push(JSON.parse(t.data)), i ??= setTimeout(a, Ir);
			else if (t.kind === "trouble") {
				let { detail: e } = JSON.parse(t.data);
				this.note(new P("store", e ?? "the log store does not answer"));
			} else t.kind === "recovered" && (await this.catchUp(e), this.recovered());
		} finally {
			a();
		}
		throw new P("offline", "The stream was cut; connecting again");
	}
	search(e, t, n) {
		let { api: r, filters: i, since: a, until: o, first: s } = this.options, c = {
			since: a,
			until: o,
			limit: n ?? s ?? Q,
			...i,
			...e
		};
		return r.get("", c, t);
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
// src/logs/useFeed.ts
function Rr(e) {
	let t = Mt(), n = Nt(), r = u(void 0), i = JSON.stringify(e), a = l(() => new Lr({
		api: t,
		...e,
		shown: r.current?.getState().buffer
	}), [t, i]);
	return o(() => {
		if (r.current = a, n) return a.start(), () => a.stop();
	}, [a, n]), {
		feed: a,
		state: f(a.subscribe, a.getState)
	};
}
// src/text/terms.ts
var zr = 32;
function Br(e) {
	return [...e.matchAll(/"([^"]+)"|(\S+)/g)].map((e) => e[1] ?? e[2] ?? "").slice(0, zr);
}
var Vr = { banner: "_banner_1phmy_1" };
// src/ui/Banner.tsx
function Hr({ kind: e, children: t, action: n }) {
	return /* @__PURE__ */ h("div", {
		className: Vr.banner,
		"data-kind": e,
		role: e === "error" ? "alert" : "status",
		children: [/* @__PURE__ */ m("span", { children: t }), n]
	});
}
// src/ui/ErrorBoundary.tsx
var Ur = class extends t {
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
		return e ? /* @__PURE__ */ h(Hr, {
			kind: "error",
			action: /* @__PURE__ */ m("button", {
				type: "button",
				onClick: () => this.setState({ error: void 0 }),
				children: "Show it again"
			}),
			children: [
				"This part of the page failed (",
				e.message,
				"): the log itself is not affected. If it fails again, load the page anew."
			]
		}) : this.props.children;
	}
};
// src/ui/useSettled.ts
function Wr(e, t) {
	let [n, r] = d(e);
	return o(() => {
		let n = setTimeout(() => r(e), t);
		return () => clearTimeout(n);
	}, [e, t]), n;
}
var $ = {
	frame: "_frame_ixitw_1",
	panel: "_panel_ixitw_7",
	tools: "_tools_ixitw_15",
	rows: "_rows_ixitw_22",
	empty: "_empty_ixitw_32"
};
// src/panel/StrategyLogPanel.tsx
function Gr({ apiUrl: e, token: t = "", ...n }) {
	let r = l(() => Dt(e, t), [e, t]), i = l(It, []);
	return /* @__PURE__ */ m(y, {
		client: i,
		children: /* @__PURE__ */ m(jt, {
			value: r,
			children: /* @__PURE__ */ m("div", {
				className: `vlogs ${$.frame}`,
				children: /* @__PURE__ */ m(Ur, {
					resetKey: n.strategyId,
					children: /* @__PURE__ */ m(Jr, { ...n }, n.strategyId)
				})
			})
		})
	});
}
var Kr = 100, qr = 300;
function Jr(e) {
	let { strategyId: t, since: n = "1h", zone: r = "local" } = e, [a, o] = d([]), [s, c] = d(""), [u, f] = d(e.live ?? !1), [p, g] = d(!0), [_, v] = d(), [y, b] = d(!1), x = Wr(l(() => Br(s), [s]), qr), { feed: ee, state: S } = Rr({
		filters: {
			strategy_id: [t],
			levels: a,
			text: x
		},
		since: n,
		until: void 0,
		mode: u ? "live" : "poll",
		first: Kr
	}), C = Lt("/facets", {
		since: n,
		strategy_id: [t],
		fields: "level"
	}, { every: 5e3 }), te = i((e) => {
		g(!1), v(e), b(!0);
	}, []), ne = i(() => b(!1), []), { rows: w } = S.buffer, T = (e) => {
		let t = Er(w, _, e);
		t && (g(!1), v(t));
	}, re = i(() => void ee.loadOlder(), [ee]), E = l(() => Qt(x, !1), [x]);
	return /* @__PURE__ */ h("section", {
		className: $.panel,
		"aria-label": `Log of ${I(t)}`,
		children: [
			/* @__PURE__ */ h("div", {
				className: $.tools,
				children: [
					/* @__PURE__ */ m(rn, {
						chosen: a,
						counts: C.data && Or(C.data),
						onChange: o
					}),
					/* @__PURE__ */ m("input", {
						type: "search",
						"aria-label": "Search messages",
						placeholder: "Search",
						value: s,
						onChange: (e) => c(e.target.value)
					}),
					/* @__PURE__ */ m("button", {
						type: "button",
						"aria-pressed": u,
						onClick: () => f(!u),
						children: "Live"
					})
				]
			}),
			S.trouble && /* @__PURE__ */ m(Hr, {
				kind: "error",
				children: /* @__PURE__ */ m(L, {
					text: S.trouble.message,
					isLine: !0
				})
			}),
			/* @__PURE__ */ h("div", {
				className: $.rows,
				children: [/* @__PURE__ */ m(nr, {
					rows: w,
					zone: r,
					found: E,
					active: _,
					isFollowing: p,
					hasOlder: S.hasOlder,
					label: `Log rows of ${I(t)}`,
					onFollow: g,
					onOpen: te,
					onStep: T,
					onOlder: re
				}), !w.length && /* @__PURE__ */ m("p", {
					className: $.empty,
					children: S.isLoading ? "Loading …" : "No rows in this range."
				})]
			}),
			_ && y && /* @__PURE__ */ m(Tr, {
				row: _,
				zone: r,
				found: E,
				onClose: ne
			})
		]
	});
}
export { Gr as StrategyLogPanel };
