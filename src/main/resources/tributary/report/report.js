'use strict';
/* The page: draws each chart when it comes into view, follows theme, size, print and controls. */
(() => {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById('chart-data').textContent).charts;
  const holders = new Map([...document.querySelectorAll('[data-chart]')].map(holder => [holder.dataset.chart, holder]));
  const states = {};
  const charts = {};
  window.tributaryCharts = charts;

  /** Parts of an option that are made anew; zoom and legend, which have an id, keep what the reader chose. */
  const REPLACED = ['series', 'xAxis', 'yAxis', 'grid', 'dataZoom'];

  const state = name => (states[name] = states[name] || {});

  /** Colours and font of the style sheet, as they are now. */
  function look() {
    const style = getComputedStyle(root);
    const value = name => style.getPropertyValue(`--${name}`).trim();
    const list = name => value(name).split(/\s+/);
    const names = ['paper', 'ink', 'soft', 'rule', 'shade', 'direct', 'indirect', 'control', 'band'];
    return { ...Object.fromEntries(names.map(name => [name, value(name)])), font: getComputedStyle(document.body).fontFamily, print: root.classList.contains('printing'),
      baselines: list('baselines'), controls: list('controls'), medias: list('medias'), mediateds: list('mediateds'), chains: list('chains') };
  }

  function draw(name) {
    const holder = holders.get(name);
    const chart = data[name];
    if (chart.type === 'forest') holder.style.height = `${tributaryOptions.forestHeight(chart, state(name))}px`;
    if (!charts[name]) {
      charts[name] = echarts.init(holder, null, { renderer: 'svg' });
    } else {
      charts[name].resize();
    }
    const option = tributaryOptions.option[chart.type](chart, look(), holder.clientWidth, state(name));
    charts[name].setOption(option, { replaceMerge: REPLACED });
    holder.dataset.drawn = 'true';
  }

  const redraw = () => Object.keys(charts).forEach(draw);
  const drawAll = () => [...holders.keys()].forEach(draw);

  function change(name, setting) {
    Object.assign(state(name), setting);
    draw(name);
  }

  const each = (selector, event, act) =>
    document.querySelectorAll(selector).forEach(control => control.addEventListener(event, () => act(control)));

  /* ---- theme ---- */

  const system = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => root.dataset.theme || (system.matches ? 'dark' : 'light');

  /** After the theme has changed, by button or by the system. */
  function follow() {
    document.querySelectorAll('[data-theme-toggle]').forEach(button => {
      button.setAttribute('aria-pressed', String(theme() === 'dark'));
    });
    redraw();
  }

  each('[data-theme-toggle]', 'click', () => {
    root.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
    follow();
  });
  system.addEventListener('change', follow);
  follow();

  /* ---- controls ---- */

  const kinds = [...document.querySelectorAll('[data-forest-kind]')];
  each('[data-forest-kind]', 'click', button => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    const others = kinds.some(other => other !== button && other.getAttribute('aria-pressed') === 'true');
    if (!on && !others) return; // one kind at least stays
    button.setAttribute('aria-pressed', String(on));
    change('effects', { kinds: new Set(kinds.filter(k => k.getAttribute('aria-pressed') === 'true').map(k => k.dataset.forestKind)) });
  });
  each('[data-forest-source]', 'change', select => change('effects', { source: select.value }));
  each('[data-forest-window]', 'change', select => change('effects', { view: select.selectedIndex }));
  each('[data-roi-window]', 'change', select => change('roi', { view: select.selectedIndex }));
  each('[data-trace-parameter]', 'change', select => change('trace', { parameter: select.selectedIndex }));
  each('[data-scale-toggle]', 'click', button => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(on));
    change(button.dataset.scaleToggle, { logarithmic: on });
  });

  /* ---- arrows of the graph ---- */

  const words = document.getElementById('arrow-words');
  document.querySelectorAll('.arrow').forEach(arrow => {
    const say = () => { words.textContent = arrow.getAttribute('aria-label'); };
    arrow.addEventListener('mouseenter', say);
    arrow.addEventListener('focus', say);
  });

  /* ---- when to draw ---- */

  const observer = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
    observer.unobserve(entry.target);
    draw(entry.target.dataset.chart);
  }), { rootMargin: '300px' });
  holders.forEach(holder => observer.observe(holder));

  let width = root.clientWidth;
  let pending = 0;
  addEventListener('resize', () => {
    if (root.clientWidth === width || root.classList.contains('printing')) return;
    width = root.clientWidth;
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(redraw);
  });

  /* ---- print: light, at the width of the paper, every chart ---- */

  let before;
  addEventListener('beforeprint', () => {
    before = root.dataset.theme;
    root.dataset.theme = 'light';
    root.classList.add('printing');
    drawAll();
  });
  addEventListener('afterprint', () => {
    root.classList.remove('printing');
    if (before) root.dataset.theme = before; else delete root.dataset.theme;
    redraw();
  });
})();
