'use strict';
/* Options of Apache ECharts for each kind of chart: numbers in, no page state. Names are untrusted:
   they are shown as text only, never as markup. */
const tributaryOptions = (() => {
  const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 6 }); // ticks are round already
  const minus = text => text.replace(/-/g, '−');
  const known = value => value !== null && value !== undefined && Number.isFinite(value);

  /** Whether a power of ten is easier to read than so many zeros or thousands separators. */
  const extreme = value => value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e15);
  const scientific = (value, digits) => minus(String(Number(value.toPrecision(digits)).toExponential()).replace('e+', 'e'));

  /** Three significant digits; a dash where there is no number. */
  const format = value => (!known(value) ? '–' : extreme(value) ? scientific(value, 3) : minus(number.format(value)));
  const tick = value => (extreme(value) ? scientific(value, 6) : minus(compact.format(value)));

  /** A median with its interval, rounded alike: three digits, more where the ends would look the same. */
  function estimate(median, low, high) {
    if (!known(low) || !known(high)) return format(median);
    const largest = Math.max(...[median, low, high].map(Math.abs));
    const magnitude = value => (value > 0 ? Math.floor(Math.log10(value) + 1e-9) : Infinity);
    const last = Math.min(magnitude(largest) - 2, magnitude(high - low));
    if (extreme(largest)) {
      const power = value => (value === 0 ? '0' : scientific(value, Math.min(15, Math.max(1, Math.floor(Math.log10(Math.abs(value)) + 1e-9) - last + 1))));
      return `${power(median)} (${power(low)} to ${power(high)})`;
    }
    const digit = Math.min(last, 15);
    const digits = Math.min(9, Math.max(0, -digit));
    const unit = 10 ** Math.max(0, digit);
    const rounded = value => (unit > 1 ? Math.round(value / unit) * unit : value);
    const fixed = value => minus(rounded(value).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
    return `${fixed(median)} (${fixed(low)} to ${fixed(high)})`;
  }

  function shorten(text, letters) {
    const points = Array.from(text);
    return points.length > letters ? points.slice(0, letters - 1).join('') + '…' : text;
  }

  /** Content of a tooltip: a heading and lines of label and value, as nodes. */
  function card(heading, lines) {
    const box = document.createElement('div');
    box.className = 'tip';
    const head = box.appendChild(document.createElement('b'));
    head.textContent = heading;
    for (const [label, value] of lines) {
      const line = box.appendChild(document.createElement('div'));
      line.appendChild(document.createElement('span')).textContent = label;
      line.appendChild(document.createElement('span')).textContent = value;
    }
    return box;
  }

  function base(look) {
    return {
      animation: false,
      useUTC: true,
      textStyle: { color: look.ink, fontFamily: look.font, fontSize: 12 },
      tooltip: {
        confine: true, backgroundColor: look.paper, borderColor: look.rule,
        textStyle: { color: look.ink, fontSize: 12, fontFamily: look.font },
      },
    };
  }

  function axis(look, more) {
    return {
      axisLine: { show: true, onZero: false, lineStyle: { color: look.soft } },
      axisTick: { lineStyle: { color: look.soft } },
      axisLabel: { color: look.soft, hideOverlap: true, ...(more.axisLabel || {}) },
      splitLine: { lineStyle: { color: look.rule } },
      nameLocation: 'middle',
      nameTextStyle: { color: look.ink, fontSize: 12 },
      ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== 'axisLabel')),
    };
  }

  /** Names above the axis rather than along it: long ones stay readable. */
  const above = (name, width) => ({ name: shorten(name, Math.floor(width / 7.5)), nameLocation: 'end', nameGap: 12 });
  const left = look => ({ color: look.ink, fontSize: 12, align: 'left', padding: [0, 0, 0, -44] });

  /* ---- scales of forests ---- */

  const sizes = rows => rows.flatMap(row => [Math.abs(row.q05), Math.abs(row.q95)]).filter(size => size > 0).sort((a, b) => a - b);

  /** Linear, or logarithmic (on both sides of zero) where a few large values would hide the rest. */
  function scale(rows, reference) {
    const CROWDED = 50;
    const low = Math.min(reference, ...rows.map(row => row.q05));
    const high = Math.max(reference, ...rows.map(row => row.q95));
    if (low > 0 && high / low > CROWDED) {
      return decades(low, high, value => Math.log10(value), at => 10 ** at, ' (logarithmic scale)');
    }
    const all = sizes(rows);
    const largest = all[all.length - 1];
    if (!all.length || largest < CROWDED * all[all.length >> 1]) {
      return { map: value => value, label: tick, remark: '', range: { scale: true } };
    }
    const unit = 10 ** Math.round(Math.log10(Math.max(all[0], 1e-5 * largest)));
    const map = value => (Math.abs(value) < unit ? value / unit : Math.sign(value) * (Math.log10(Math.abs(value) / unit) + 1));
    const back = at => (at === 0 ? 0 : Math.sign(at) * unit * 10 ** (Math.abs(at) - 1));
    return decades(low, high, map, back, ' (logarithmic on both sides of zero)');
  }

  function decades(low, high, map, back, remark) {
    const min = Math.floor(map(low));
    const max = Math.ceil(map(high));
    return { map, label: at => tick(Number(back(at).toPrecision(3))), remark,
      range: { min, max, interval: Math.max(1, Math.ceil((max - min) / 8)) } };
  }

  /* ---- marks ---- */

  const MARKS = { direct: 'circle', media: 'circle', baseline: 'circle', indirect: 'diamond', induced: 'diamond',
    control: 'diamond', mediated: 'triangle', total: 'rect', own: 'rect' };

  function colour(kind, look) {
    return { direct: look.direct, media: look.direct, indirect: look.indirect, induced: look.indirect,
      control: look.control, mediated: look.indirect, total: look.ink, own: look.ink, baseline: look.soft }[kind] || look.ink;
  }

  function mark(kind, x, y, fill, edge) {
    const style = { fill, stroke: edge, lineWidth: 1 };
    const r = 5;
    const polygon = points => ({ type: 'polygon', shape: { points: points.map(([dx, dy]) => [x + r * dx, y + r * dy]) }, style });
    switch (MARKS[kind]) {
      case 'diamond': return polygon([[-1.2, 0], [0, -1.2], [1.2, 0], [0, 1.2]]);
      case 'rect': return polygon([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]);
      case 'triangle': return polygon([[-1.1, 0.9], [0, -1.1], [1.1, 0.9]]);
      default: return { type: 'circle', shape: { cx: x, cy: y, r }, style };
    }
  }

  /* ---- forest ---- */

  const ROW = 22;

  /** Rows of the view chosen, of the kinds and the source chosen. */
  function rowsOf(data, state) {
    const view = data.views[state.view || 0];
    const rows = view.rows.filter(row => (!state.kinds || state.kinds.has(row.kind)) && (!state.source || row.group === state.source));
    return rows.length ? rows : view.rows;
  }

  const forestHeight = (data, state) => 66 + ROW * Math.max(2, rowsOf(data, state).length);

  function forest(data, look, width, state) {
    const rows = rowsOf(data, state);
    const wide = width >= 680;
    const { map, label, remark, range } = scale(rows, data.reference);
    const first = i => i === 0 || rows[i].group !== rows[i - 1].group;
    const single = rows.every((_, i) => first(i));
    const letters = wide ? 26 : 15;
    const longest = texts => Math.max(...texts.map(text => Math.min(Array.from(text).length, letters)));
    const right = wide ? 16 + 6.8 * Math.max(...rows.map(row => row.text.length)) : 14;
    const groupWidth = 8 * longest(rows.map(row => row.group)) + 12;
    const labelWidth = 7 * longest(rows.map(row => row.label)) + 16;
    const labelled = wide && width - right - groupWidth - labelWidth >= 240;
    const left = groupWidth + (labelled ? labelWidth : 0);
    const column = (position, offset, text, more) => ({
      type: 'category', inverse: true, position, offset, data: rows.map((_, i) => i), axisLine: { show: false }, axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { interval: 0, formatter: (_, i) => text(i), color: look.ink, fontSize: 12, ...more },
    });
    const groups = column('left', labelled ? labelWidth : 0, i => (first(i) ? shorten(rows[i].group, letters) : ''), { fontWeight: 600 });
    const splits = { show: true, interval: (i) => i > 0 && first(i), lineStyle: { color: look.rule } };
    const y = [{ ...column('left', 0, i => (labelled ? shorten(rows[i].label, letters) : ''), { color: look.soft }), splitLine: single ? { show: false } : splits }, groups];
    if (wide) y.push(column('right', 0, i => rows[i].text, { fontSize: 12 }));
    return {
      ...base(look),
      grid: { left, right, top: 8, bottom: 54 },
      xAxis: axis(look, { type: 'value', name: shorten(data.axis + remark, Math.floor((width - left - right + 2 * Math.min(left, right)) / 6.4)), nameGap: 30,
        ...range, splitNumber: wide ? 6 : 3, axisLabel: { formatter: label } }),
      yAxis: y,
      tooltip: { ...base(look).tooltip, trigger: 'item',
        formatter: p => { const row = rows[p.dataIndex]; return card(`${row.group}, ${row.label}`, [
          ['median (90 % interval)', row.text], ...(known(row.q25) ? [['50 % interval', `${format(row.q25)} to ${format(row.q75)}`]] : []),
          ...(data.views[state.view || 0].label ? [['weeks', data.views[state.view || 0].label]] : [])]); } },
      series: [{ type: 'scatter', silent: true, symbolSize: 0, data: [[map(data.reference), 0]] }, { // so that the axis reaches the reference
        type: 'custom', name: 'intervals', clip: false, encode: { x: [0, 1, 2], y: 3 },
        data: rows.map((row, i) => [map(row.median), map(row.q05), map(row.q95), i]),
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: look.soft, type: 'dashed' }, data: [{ xAxis: map(data.reference) }] },
        renderItem: (params, api) => {
          const row = rows[params.dataIndex];
          const at = value => api.coord([map(value), params.dataIndex]);
          const [, cy] = at(row.median);
          const fill = colour(row.kind, look);
          const bar = (from, to, lineWidth, opacity) => ({ type: 'line', shape: { x1: at(from)[0], y1: cy, x2: at(to)[0], y2: cy }, style: { stroke: fill, lineWidth, opacity } });
          const cap = value => ({ type: 'line', shape: { x1: at(value)[0], y1: cy - 4, x2: at(value)[0], y2: cy + 4 }, style: { stroke: fill, lineWidth: 1.6 } });
          const band = params.coordSys;
          return { type: 'group', children: [
            { type: 'rect', shape: { x: band.x, y: cy - ROW / 2, width: band.width, height: ROW }, style: { fill: 'transparent' } },
            bar(row.q05, row.q95, 1.6, 1), cap(row.q05), cap(row.q95),
            ...(known(row.q25) ? [bar(row.q25, row.q75, 6, 0.55)] : []), mark(row.kind, at(row.median)[0], cy, fill, look.paper)] };
        },
      }],
    };
  }

  /* ---- bands and weeks ---- */

  /** The area between two series, as one polygon. */
  function band(name, x, low, high, look, opacity = 0.3) {
    return {
      type: 'custom', name, silent: true, clip: true, itemStyle: { color: look.band, opacity }, z: 1,
      encode: { x: 0, y: [1, 2] }, data: x.map((at, i) => [at, low[i], high[i]]),
      renderItem: (params, api) => {
        if (params.dataIndex !== 0) return null;
        const points = x.map((at, i) => api.coord([at, high[i]]));
        for (let i = x.length - 1; i >= 0; i--) points.push(api.coord([x[i], low[i]]));
        return { type: 'polygon', shape: { points }, style: { fill: look.band, opacity } };
      },
    };
  }

  /** Sliders to zoom by; paper has none. */
  const zoom = look => look.print ? [] : [
    { id: 'slider', type: 'slider', height: 18, bottom: 8, filterMode: 'none', borderColor: look.rule, textStyle: { color: look.soft }, brushSelect: false,
      dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } }, labelFormatter: value => new Date(value).toISOString().slice(0, 10) },
    { id: 'inside', type: 'inside', filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true, moveOnMouseWheel: false },
  ];

  const LEGEND_LETTERS = 28;

  const legend = (look, data) => ({ id: 'legend', top: 0, left: 0, right: 0, data, textStyle: { color: look.ink }, inactiveColor: look.soft,
    itemWidth: 20, itemGap: 12, formatter: name => shorten(name, LEGEND_LETTERS) });

  /** Height of a legend, which breaks its lines by itself. */
  function legendHeight(names, width) {
    let lines = 1;
    let used = 0;
    for (const name of names) {
      const item = 42 + 7 * Math.min(Array.from(name).length, LEGEND_LETTERS);
      if (used && used + item > width) { lines++; used = 0; }
      used += item;
    }
    return 24 * lines;
  }

  const timeAxis = look => axis(look, { type: 'time', name: 'week', nameGap: 26, splitLine: { show: false }, splitNumber: 6 });

  function weeks(data, look, width, state) {
    const log = state.logarithmic;
    const positive = [...data.observed, ...data.q05].filter(value => known(value) && value > 0);
    const floor = log ? Math.min(...positive) : -Infinity;
    const lift = values => values.map(value => (known(value) ? Math.max(value, floor) : null));
    const [observed, expected, q05, q95] = [data.observed, data.expected, data.q05, data.q95].map(lift);
    const censored = i => known(data.bound) && data.observed[i] <= data.bound;
    const outside = i => known(data.observed[i]) && (data.observed[i] < data.q05[i] || data.observed[i] > data.q95[i]);
    const points = (name, filter, symbol, itemStyle, symbolRotate) => ({ type: 'scatter', name, symbol, symbolSize: symbol === 'triangle' ? 9 : 6,
      symbolRotate, itemStyle, z: 4, data: data.weeks.map((week, i) => [week, known(observed[i]) && filter(i) ? observed[i] : null]) });
    const series = [
      band('90 % predictive interval', data.weeks, q05, q95, look),
      { type: 'line', name: 'expected', showSymbol: false, data: data.weeks.map((week, i) => [week, expected[i]]), lineStyle: { color: look.direct, width: 1.8 }, itemStyle: { color: look.direct }, z: 3,
        markLine: data.fitted < data.weeks.length ? { silent: true, symbol: 'none', lineStyle: { color: look.soft, type: 'dashed' },
          label: { formatter: 'predicted from here', color: look.soft, position: 'end', rotate: 0, distance: 4 }, data: [{ xAxis: data.weeks[data.fitted] }] } : undefined },
      points('observed', i => !outside(i) && !censored(i), 'circle', { color: look.ink }),
      points('outside the interval', i => outside(i) && !censored(i), 'diamond', { color: look.indirect }),
    ];
    if (known(data.bound)) series.push(points(data.place, censored, 'triangle', { color: look.paper, borderColor: look.ink, borderWidth: 1.4 }, 180));
    return {
      ...base(look),
      legend: legend(look, series.map(s => s.name)),
      grid: { left: 62, right: 18, top: 34 + legendHeight(series.map(s => s.name), width), bottom: 78 },
      xAxis: timeAxis(look),
      yAxis: axis(look, { type: log ? 'log' : 'value', scale: !log, ...above(data.axis + (log ? ' (logarithmic scale)' : ''), width), nameTextStyle: left(look), axisLabel: { formatter: tick } }),
      dataZoom: zoom(look),
      tooltip: { ...base(look).tooltip, trigger: 'axis', formatter: items => {
        const i = items[0].dataIndex;
        return card(data.weeks[i] + (i >= data.fitted ? ', predicted' : ''), [
          ['observed', format(data.observed[i]) + (censored(i) ? `, ${data.place}` : outside(i) ? ', outside' : '')],
          ['expected (90 % interval)', estimate(data.expected[i], data.q05[i], data.q95[i])]]);
      } },
      series,
    };
  }

  /* ---- decomposition ---- */

  const DECALS = { control: { symbol: 'circle', symbolSize: 0.35, dashArrayX: [[7, 7], [0, 7, 7, 0]], dashArrayY: [4, 0] },
    mediated: { symbol: 'rect', symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 } };

  function parts(data, look) {
    const count = {};
    return data.parts.map(part => {
      const palette = { baseline: look.baselines, control: look.controls, media: look.medias, mediated: look.mediateds }[part.kind];
      const nth = (count[part.kind] = (count[part.kind] ?? -1) + 1);
      return { ...part, label: `${part.name}`, colour: palette[nth % palette.length] };
    });
  }

  function decomposition(data, look, width) {
    const all = parts(data, look);
    const area = (part, sign) => ({
      type: 'line', name: part.label, stack: sign > 0 ? 'above' : 'below', showSymbol: false, lineStyle: { width: 0 }, emphasis: { disabled: true },
      itemStyle: { color: part.colour, decal: DECALS[part.kind] && { ...DECALS[part.kind], color: look.paper, maxTileWidth: 64, maxTileHeight: 64 } },
      areaStyle: { opacity: 0.9 },
      data: data.weeks.map((week, i) => [week, sign > 0 ? Math.max(part.mean[i], 0) : Math.min(part.mean[i], 0)]),
    });
    const series = all.flatMap(part => {
      const both = [];
      if (part.mean.some(value => value > 0)) both.push(area(part, 1));
      if (part.mean.some(value => value < 0)) both.push(area(part, -1));
      return both;
    });
    series.push({ type: 'line', name: 'observed', data: data.weeks.map((week, i) => [week, data.observed[i]]), showSymbol: false, z: 5,
      lineStyle: { color: look.ink, width: 1.5, type: 'dashed' }, itemStyle: { color: look.ink } });
    return {
      ...base(look),
      legend: legend(look, ['observed', ...all.map(part => ({ name: part.label, icon: 'roundRect' }))]),
      grid: { left: 62, right: 18, top: 34 + legendHeight(['observed', ...all.map(part => part.label)], width), bottom: 78 },
      xAxis: timeAxis(look),
      yAxis: axis(look, { type: 'value', ...above(data.axis, width), nameTextStyle: left(look), axisLabel: { formatter: tick } }),
      dataZoom: zoom(look),
      tooltip: { ...base(look).tooltip, trigger: 'axis', formatter: items => {
        const i = items[0].dataIndex;
        return card(data.weeks[i], [['observed', format(data.observed[i])],
          ...all.map(part => [shorten(part.label, 30), `mean ${estimate(part.mean[i], part.q05[i], part.q95[i])}`])]);
      } },
      series,
    };
  }

  /* ---- curves, densities, traces ---- */

  function curve(data, look, width) {
    const x = data.x;
    const line = { type: 'line', name: 'median', showSymbol: data.steps, symbolSize: 6, data: x.map((at, i) => [at, data.median[i]]), lineStyle: { color: look.direct, width: 2 }, itemStyle: { color: look.direct }, z: 3 };
    if (known(data.observedLow)) {
      line.markArea = { silent: true, itemStyle: { color: look.shade }, data: [[{ xAxis: data.observedLow }, { xAxis: data.observedHigh }]] };
      line.markLine = { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: look.soft, type: [2, 3] }, data: [{ xAxis: data.observedMedian }] };
    }
    return {
      ...base(look),
      grid: { left: 48, right: 16, top: 34, bottom: 44 },
      xAxis: axis(look, { type: 'value', name: shorten(data.xAxis, Math.floor(width / 7)), nameGap: 26, min: x[0], max: x[x.length - 1], splitLine: { show: false }, splitNumber: 4, minInterval: data.steps ? 1 : 0, axisLabel: { formatter: tick, showMaxLabel: data.steps } }),
      yAxis: axis(look, { type: 'value', ...above(data.yAxis, width - 10), nameTextStyle: { ...left(look), padding: [0, 0, 0, -34] }, splitNumber: 4, axisLabel: { formatter: tick } }),
      tooltip: { ...base(look).tooltip, trigger: 'axis', formatter: items => {
        const i = items[0].dataIndex;
        return card(`${data.xAxis}: ${format(x[i])}`, [[data.yAxis, estimate(data.median[i], data.q05[i], data.q95[i])]]);
      } },
      series: [band('90 % interval', x, data.q05, data.q95, look), line],
    };
  }

  function density(data, look) {
    const { edges } = data;
    const steps = heights => edges.map((edge, i) => [edge, heights[Math.min(i, heights.length - 1)]]);
    const series = (name, heights, stroke, type, opacity) => ({ type: 'line', step: 'end', name, showSymbol: false, data: steps(heights),
      lineStyle: { color: stroke, width: 1.8, type }, itemStyle: { color: stroke }, areaStyle: { color: stroke, opacity } });
    return {
      ...base(look),
      grid: { left: 12, right: 12, top: 8, bottom: 24 },
      xAxis: axis(look, { type: 'value', min: edges[0], max: edges[edges.length - 1], splitLine: { show: false }, splitNumber: 3, axisLabel: { formatter: tick, showMinLabel: false, showMaxLabel: false } }),
      yAxis: { type: 'value', show: false },
      tooltip: { ...base(look).tooltip, trigger: 'axis', formatter: items => {
        const i = Math.min(items[0].dataIndex, data.prior.length - 1);
        return card(`${format(edges[i])} to ${format(edges[i + 1])}`, [['density, prior', format(data.prior[i])], ['density, posterior', format(data.posterior[i])]]);
      } },
      series: [series('prior', data.prior, look.soft, 'dashed', 0.08), series('posterior', data.posterior, look.direct, 'solid', 0.28)],
    };
  }

  const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];

  function traces(data, look, width, state) {
    const trace = data.parameters[state.parameter || 0];
    const wide = width >= 680;
    const chain = c => ({ name: `chain ${c + 1}`, itemStyle: { color: look.chains[c % look.chains.length] }, showSymbol: false });
    const uniform = trace.ranks.map(bins => bins.reduce((a, b) => a + b, 0) / bins.length)[0];
    const grids = wide ? [{ left: 62, width: width * 0.55 - 62, top: 54, bottom: 46 }, { left: width * 0.55 + 66, right: 16, top: 54, bottom: 46 }]
      : [{ left: 56, right: 12, top: 54, height: 150 }, { left: 56, right: 12, top: 270, bottom: 46 }];
    return {
      ...base(look),
      legend: legend(look, trace.values.map((_, c) => `chain ${c + 1}`)),
      grid: grids,
      xAxis: [axis(look, { type: 'value', gridIndex: 0, name: 'draw', nameGap: 24, max: 'dataMax', splitLine: { show: false } }),
        axis(look, { type: 'value', gridIndex: 1, name: 'rank among all chains (bin)', nameGap: 24, max: 'dataMax', splitLine: { show: false } })],
      yAxis: [axis(look, { type: 'value', gridIndex: 0, scale: true, ...above(trace.name, wide ? width / 2 : width), nameTextStyle: left(look), axisLabel: { formatter: tick } }),
        axis(look, { type: 'value', gridIndex: 1, ...above('draws per bin', width / 2), nameTextStyle: left(look) })],
      tooltip: { ...base(look).tooltip, trigger: 'axis', formatter: items => card(`${items[0].axisIndex ? 'bin' : 'draw'} ${items[0].axisValue}`, items.map(item => [item.seriesName, format(item.value[1])])) },
      series: [
        ...trace.values.map((values, c) => ({ ...chain(c), type: 'line', lineStyle: { width: 0.8, color: look.chains[c % look.chains.length] }, data: values.map((value, i) => [i * trace.every + 1, value]) })),
        ...trace.ranks.map((bins, c) => ({ ...chain(c), type: 'line', step: 'middle', xAxisIndex: 1, yAxisIndex: 1, lineStyle: { width: 1.6, type: DASHES[c % DASHES.length], color: look.chains[c % look.chains.length] },
          data: bins.map((count, i) => [i + 1, count]), markLine: c ? undefined : { silent: true, symbol: 'none', lineStyle: { color: look.soft, type: 'dashed' }, label: { show: false }, data: [{ yAxis: uniform }] } })),
      ],
    };
  }

  return { option: { forest, weeks, decomposition, curve, density, traces }, forestHeight };
})();
