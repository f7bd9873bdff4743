// A data file read and written by the editor: only the characters that an edit concerns are touched.
//
// The same laws as scripts/mentorskap/edit/splice.py, with the same cases in tests/editor/cases.json: comments,
// order, quotes, empty lines and untouched entries stay as they are. The text that was read travels with the data
// under the key TEXT. What is to be written is the difference between the data of that text and the edited data.
// Every result is read again and must hold exactly the edited data; an edit without a sure place is refused.
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

export const TEXT = '__text__';

// YAML 1.2 core as scripts/mentorskap/files/source.py reads it. A number with a leading zero is text: a phone number.
const zeros = { tag: 'tag:yaml.org,2002:str', default: true, test: /^[-+]?0[0-9]+$/, resolve: (text) => text };
const OPTIONS = { version: '1.2', schema: 'core', customTags: (tags) => [zeros, ...tags], uniqueKeys: true };

const read = (text) => {
  const doc = parseDocument(text, OPTIONS);
  if (doc.errors.length) throw doc.errors[0];
  return doc;
};
const dataOf = (text) => read(text).toJS() ?? {};
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const same = (a, b) => {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
};

// One value as it is written: plain where that is safe everywhere, else quoted.
const SIXTIES = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const escaped = (sign) =>
  ({ '"': '\\"', '\\': '\\\\', '\n': '\\n' })[sign] ??
  (UNPRINTABLE.test(sign) ? `\\U${sign.codePointAt(0).toString(16).padStart(8, '0')}` : sign);
const plainIsSafe = (text) => {
  if (UNPRINTABLE.test(text) || SIXTIES.test(text)) return false;
  try {
    return same(dataOf(`a: ${text}`), { a: text }) && same(dataOf(`{a: ${text}, b: [${text}]}`), { a: text, b: [text] });
  } catch {
    return false;
  }
};
const scalar = (value, quote) => {
  if (typeof value !== 'string') return String(value);
  if (quote === "'" && !UNPRINTABLE.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (quote !== '"' && plainIsSafe(value)) return value;
  return `"${[...value].map(escaped).join('')}"`;
};

// How a neighbour with the same kind of contents is written: in braces or not, spaces inside, quotes by key.
const quoteOf = (node) => ({ QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" })[node?.type];
const modelOf = (text, nodes, value) => {
  if (!isObject(value)) return undefined;
  const node = nodes.filter((each) => isMap(each) && each.items.some(({ key }) => key.value in value)).at(-1);
  if (!node) return undefined;
  return {
    flow: Boolean(node.flow),
    padded: text.slice(node.range[0], node.range[0] + 2) === '{ ',
    quotes: Object.fromEntries(node.items.map(({ key, value: inner }) => [key.value, quoteOf(inner)])),
  };
};
const inFlow = (value, model) => {
  if (Array.isArray(value)) return `[${value.map((item) => inFlow(item)).join(', ')}]`;
  if (!isObject(value)) return scalar(value);
  const inside = Object.entries(value)
    .map(([key, inner]) => `${key}: ${typeof inner === 'string' ? scalar(inner, model?.quotes[key]) : inFlow(inner)}`)
    .join(', ');
  return model?.padded ? `{ ${inside} }` : `{${inside}}`;
};

// A format for one kind of file. `shape.blocks` are the mappings in lines of their own, `shape.wrapped` the lists that
// a file with a single entry writes as one mapping.
export const formatOf = (shape) => {
  const blocks = new Set(shape.blocks);
  const wrapped = shape.wrapped.map((route) => route.split('.'));

  const linesOf = (key, value, column, step, route, model) => {
    const head = `${' '.repeat(column)}${key}:`;
    if (isObject(value) && (model ? !model.flow : blocks.has(route))) {
      return [
        head,
        ...Object.entries(value).flatMap(([name, inner]) =>
          typeof inner === 'string'
            ? [`${' '.repeat(column + step)}${name}: ${scalar(inner, model?.quotes[name])}`]
            : linesOf(name, inner, column + step, step, `${route}.${name}`),
        ),
      ];
    }
    if (Array.isArray(value) && isObject(value[0])) {
      return [head, ...value.flatMap((item) => itemOf(item, column + 2, 2, step, route))];
    }
    return [`${head} ${inFlow(value, model)}`];
  };
  const itemOf = (value, column, inner, step, route, model) => {
    const dash = `${' '.repeat(column)}-${' '.repeat(inner - 1)}`;
    if (!isObject(value) || (model ? model.flow : !blocks.has(route))) return [dash + inFlow(value, model)];
    const lines = Object.entries(value).flatMap(([name, each]) =>
      typeof each === 'string'
        ? [`${' '.repeat(column + inner)}${name}: ${scalar(each, model?.quotes[name])}`]
        : linesOf(name, each, column + inner, step, `${route}.${name}`),
    );
    return [dash + lines[0].trimStart(), ...lines.slice(1)];
  };
  const newFile = (data) =>
    Object.entries(data).flatMap(([key, value]) => linesOf(key, value, 0, 2, key)).map((line) => `${line}\n`).join('');

  // The places of a text.
  const page = (text) => {
    const root = read(text).contents;
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const startOf = (offset) => text.lastIndexOf('\n', offset - 1) + 1;
    const columnOf = (offset) => offset - startOf(offset);
    const startsAt = (node) => node.range[0];
    const endOf = (node) => {
      if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length) {
        const last = node.items.at(-1);
        return isMap(node) ? endOf(last.value ?? last.key) : endOf(last);
      }
      if (isScalar(node) && /^BLOCK/.test(node.type)) {
        const body = text.slice(node.range[0], node.range[1]);
        const kept = /^[^\n]*\+/.test(body) ? body.replace(/\r?\n$/, '') : body.replace(/[ \r\n]+$/, '');
        return node.range[0] + kept.length;
      }
      return node.range[1];
    };
    const below = (offset, lines) => {
      const after = text.indexOf('\n', offset);
      if (after < 0) return [text.length, text.length, lines.map((line) => lineEnd + line).join('')];
      const ending = text[after - 1] === '\r' ? '\r\n' : '\n';
      return [after + 1, after + 1, lines.map((line) => line + ending).join('')];
    };
    const step = (() => {
      if (!isMap(root) || root.flow) return 2;
      const outer = root.items.find(({ value }) => isMap(value) && !value.flow && value.items.length);
      return outer ? columnOf(startsAt(outer.value.items[0].key)) - columnOf(startsAt(outer.key)) : 2;
    })();

    // The ways to take an entry out: by its lines, or with the text up to a neighbour.
    const out = (node, index) => {
      const spans = node.items.map((item) => (isMap(node) ? [item.key, item.value ?? item.key] : [item, item]));
      const [start, end] = [startsAt(spans[index][0]), endOf(spans[index][1])];
      const line = startOf(start);
      const ways = [];
      if (!node.flow && ['', '-'].includes(text.slice(line, start).trim())) {
        const after = text.indexOf('\n', end);
        ways.push([[line, after < 0 ? text.length : after + 1, '']]);
      }
      if (index + 1 < spans.length) ways.push([[start, startsAt(spans[index + 1][0]), '']]);
      if (index) ways.push([[endOf(spans[index - 1][1]), end, '']]);
      return ways;
    };
    const intoMapping = (node, order, key, value, route) => {
      const before = node.items
        .filter((entry) => order.includes(entry.key.value) && order.indexOf(entry.key.value) < order.indexOf(key))
        .sort((a, b) => order.indexOf(a.key.value) - order.indexOf(b.key.value));
      const model = modelOf(text, node.items.map((entry) => entry.value), value);
      if (node.flow) {
        const piece = `${key}: ${inFlow(value, model)}`;
        if (before.length) {
          const offset = endOf(before.at(-1).value);
          return [[[offset, offset, `, ${piece}`]]];
        }
        const offset = node.items.length ? startsAt(node.items[0].key) : startsAt(node) + 1;
        return [[[offset, offset, node.items.length ? `${piece}, ` : piece]]];
      }
      const column = columnOf(startsAt(node.items[0].key));
      const lines = linesOf(key, value, column, step, route, model);
      if (before.length) return [[below(endOf(before.at(-1).value), lines)]];
      const offset = startsAt(node.items[0].key);
      return [[[offset, offset, lines.join(lineEnd).trimStart() + lineEnd + ' '.repeat(column)]]];
    };
    const intoList = (node, index, value, route) => {
      const { items } = node;
      const model = modelOf(text, items.slice(Math.max(index - 1, 0)).slice(0, 1), value);
      if (node.flow) return intoBrackets(node, index, inFlow(value, model));
      const dash = text.slice(0, startsAt(items[0])).lastIndexOf('-');
      const inner = text.slice(dash, startsAt(items[0])).includes('\n') ? 2 : startsAt(items[0]) - dash;
      const lines = itemOf(value, columnOf(dash), inner, step, route, model);
      if (index) return [[below(endOf(items[index - 1]), lines)]];
      const offset = startOf(dash);
      return [[[offset, offset, lines.map((line) => line + lineEnd).join('')]]];
    };
    const intoBrackets = (node, index, piece) => {
      const { items } = node;
      if (!items.length) return [[[startsAt(node) + 1, startsAt(node) + 1, piece]]];
      const own = (offset) => !text.slice(startOf(offset), offset).trim();
      if (!index) {
        const offset = startsAt(items[0]);
        return [[[offset, offset, own(offset) ? `${piece},${lineEnd}${' '.repeat(columnOf(offset))}` : `${piece}, `]]];
      }
      const offset = endOf(items[index - 1]);
      const then = index < items.length ? startsAt(items[index]) : node.range[1] - 1;
      const ways = [];
      if (own(startsAt(items[index - 1])) && startOf(then) > startOf(offset)) {
        const comma = text.slice(offset, text.indexOf('\n', offset)).trimStart().startsWith(',');
        const line = ' '.repeat(columnOf(startsAt(items[index - 1]))) + piece + (comma ? ',' : '');
        ways.push([...(comma ? [] : [[offset, offset, ',']]), below(offset, [line])]);
      }
      return [...ways, [[offset, offset, `, ${piece}`]]];
    };
    // A mapping that becomes a list: the mapping is its entry at `index`, and stays where it is.
    const intoAList = (node, position, value, route) => {
      const [start, end] = [startsAt(node), endOf(node)];
      const model = modelOf(text, [node], value);
      if (node.flow) {
        const piece = inFlow(value, model);
        return [[[start, start, position ? '[' : `[${piece}, `], [end, end, position ? `, ${piece}]` : ']']]];
      }
      const first = startsAt(node.items[0].key);
      const column = columnOf(first);
      const lines = itemOf(value, column, 2, step, route, model ?? { flow: false, quotes: {} });
      const cuts = [[first, first, '- ']];
      for (let line = text.indexOf('\n', first) + 1; line && line <= end; line = text.indexOf('\n', line) + 1) {
        if (!['\r', '\n', undefined].includes(text[line])) cuts.push([line, line, '  ']);
      }
      if (position) return [[...cuts, below(end, lines)]];
      const above = startOf(first);
      return [[[above, above, lines.map((line) => line + lineEnd).join('')], ...cuts]];
    };
    return { root, out, intoMapping, intoList, intoAList, startsAt, endOf };
  };

  // The difference between two data, as small steps. Each is a route, what to do there, and the data once it is done.
  const nodeAt = (root, route) =>
    route.reduce((node, step) => (isMap(node) ? node.items.find(({ key }) => key.value === step).value : node.items[step]), root);
  const shapeOf = (route) => route.filter((step) => typeof step === 'string').join('.');

  // Pairs of places in two lists whose entries are the same or, between those, stand at the same place.
  const likeness = (a, b) => {
    if (same(a, b)) return 1000;
    if (!isObject(a) || !isObject(b)) return 0;
    return Object.keys(a).filter((key) => key in b && same(a[key], b[key])).length;
  };
  const aligned = (before, after) => {
    const best = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
    for (let i = before.length - 1; i >= 0; i -= 1) {
      for (let j = after.length - 1; j >= 0; j -= 1) {
        const like = likeness(before[i], after[j]);
        best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], like ? like + best[i + 1][j + 1] : 0);
      }
    }
    const pairs = [];
    let [i, j] = [0, 0];
    while (i < before.length && j < after.length) {
      const like = likeness(before[i], after[j]);
      if (like && best[i][j] === like + best[i + 1][j + 1]) pairs.push([i++, j++]);
      else if (best[i][j] === best[i + 1][j]) i += 1;
      else j += 1;
    }
    return pairs;
  };

  // The first step on the way from one data to another: {route, way, target}, or undefined when they are the same.
  const firstStep = (before, after, route = []) => {
    if (same(before, after)) return undefined;
    const replace = { route, kind: 'put', value: after };
    if (isObject(before) && isObject(after) && Object.keys(after).length) {
      const gone = Object.keys(before).find((key) => !(key in after));
      if (gone !== undefined && Object.keys(before).length > 1) return { route, kind: 'take', key: gone };
      for (const key of Object.keys(after)) {
        if (!(key in before)) return { route, kind: 'new', key, value: after[key], order: Object.keys(after) };
        const step = firstStep(before[key], after[key], [...route, key]);
        if (step) return step;
      }
      return replace;
    }
    if (Array.isArray(before) && Array.isArray(after) && after.length) {
      if (!before.length) return { route, kind: 'add', key: 0, value: after[0] };
      const pairs = aligned(before, after);
      if (!pairs.length) return replace;
      const [olds, news] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))];
      for (const [i, j] of pairs) {
        const step = firstStep(before[i], after[j], [...route, i]);
        if (step) return step;
      }
      const gone = before.findIndex((_, i) => !olds.has(i));
      if (gone >= 0) return { route, kind: 'take', key: gone };
      const place = after.findIndex((_, j) => !news.has(j));
      return { route, kind: 'add', key: place, value: after[place] };
    }
    if (isObject(before) && Array.isArray(after) && after.length > 1) {
      const [own] = aligned([before], after);
      if (own) {
        const place = own[1] ? 0 : 1;
        return { route, kind: 'widen', key: place, value: after[place] };
      }
    }
    return replace;
  };

  const applied = (data, step) => {
    const result = structuredClone(data);
    if (!step.route.length && step.kind === 'put') return step.value;
    const holder = step.route.slice(0, -1).reduce((node, key) => node[key], result);
    const last = step.route.at(-1);
    const node = step.route.length ? holder[last] : result;
    if (step.kind === 'put') holder[last] = step.value;
    else if (step.kind === 'new') node[step.key] = step.value;
    else if (step.kind === 'add') node.splice(step.key, 0, step.value);
    else if (step.kind === 'widen') holder[last] = step.key ? [node, step.value] : [step.value, node];
    else if (Array.isArray(node)) node.splice(step.key, 1);
    else delete node[step.key];
    return result;
  };

  const waysOf = (text, step) => {
    const { root, out, intoMapping, intoList, intoAList, startsAt, endOf } = page(text);
    const node = nodeAt(root, step.route);
    const shape_ = shapeOf(step.route);
    if (step.kind === 'take') return out(node, isMap(node) ? node.items.findIndex(({ key }) => key.value === step.key) : step.key);
    if (step.kind === 'new') return intoMapping(node, step.order, step.key, step.value, [shape_, step.key].filter(Boolean).join('.'));
    if (step.kind === 'add') return intoList(node, step.key, step.value, shape_);
    if (step.kind === 'widen') return intoAList(node, step.key, step.value, shape_);
    if (isScalar(node) && (isObject(step.value) || Array.isArray(step.value)) === false) {
      return [[[startsAt(node), isScalar(node) && /^BLOCK/.test(node.type) ? endOf(node) : node.range[1], scalar(step.value, quoteOf(node))]]];
    }
    return [];
  };

  const placed = (text, step, target) => {
    for (const cuts of waysOf(text, step)) {
      const changed = [...cuts].sort((a, b) => b[0] - a[0] || b[1] - a[1]).reduce((all, [start, end, piece]) => all.slice(0, start) + piece + all.slice(end), text);
      try {
        if (same(dataOf(changed), target)) return changed;
      } catch {
        // Another way is tried.
      }
    }
    return undefined;
  };

  // Where no small step fits, the whole entry of the file is written again: its first key, and all that is in it.
  const rewritten = (text, key, target) => {
    const { root, endOf, startsAt } = page(text);
    const entry = root.items.find((item) => item.key.value === key);
    const lines = linesOf(key, target[key], 0, 2, key);
    const changed = text.slice(0, startsAt(entry.key)) + lines.join('\n') + text.slice(endOf(entry.value));
    return same(dataOf(changed), target) ? changed : undefined;
  };

  const edited = (text, data) => {
    let now = dataOf(text);
    for (let step = firstStep(now, data); step; step = firstStep(now, data)) {
      let target = applied(now, step);
      let changed = placed(text, step, target);
      if (changed === undefined) {
        const key = step.route[0] ?? step.key;
        target = { ...now, [key]: data[key] };
        changed = key in data && key in now ? rewritten(text, key, target) : undefined;
        if (changed === undefined) throw new Error(`no sure place for a change of ${key}`);
      }
      [text, now] = [changed, target];
    }
    return text;
  };

  // What a form makes of data: a list of one where the file had a mapping; false where the file had nothing.
  const wrap = (data, [key, ...rest]) => {
    if (!isObject(data) || !(key in data)) return;
    if (rest.length) wrap(data[key], rest);
    else if (isObject(data[key])) data[key] = [data[key]];
  };
  const unwrap = (data, before, [key, ...rest]) => {
    if (!isObject(data) || !(key in data)) return;
    if (rest.length) unwrap(data[key], before?.[key], rest);
    else if (Array.isArray(data[key]) && data[key].length === 1 && !Array.isArray(before?.[key])) [data[key]] = data[key];
  };
  // Without what an empty field leaves behind. `before` is the same place in the file as it was, if that is known.
  const tidied = (value, before) => {
    if (Array.isArray(value)) {
      const old = Array.isArray(before) ? before : isObject(before) ? [before] : [];
      const pairs = new Map(aligned(old, value).map(([i, j]) => [j, i]));
      return value.map((item, j) => tidied(item, old[pairs.get(j) ?? j]));
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, tidied(inner, before?.[key])])
        .filter(([key, inner]) => {
          if (key === TEXT) return false;
          if (isObject(before) && key in before && same(before[key], inner)) return true;
          const empty = Array.isArray(inner) ? !inner.length : isObject(inner) && !Object.keys(inner).length;
          return !(inner === undefined || inner === null || inner === '' || inner === false || empty);
        }),
    );
  };

  return {
    fromFile: (text) => {
      const whole = text.replace(/\s+$/, '') + (text.includes('\r\n') ? '\r\n' : '\n');
      const data = dataOf(whole);
      wrapped.forEach((route) => wrap(data, route));
      return { ...data, [TEXT]: whole };
    },
    toFile: (content) => {
      const text = content[TEXT];
      const before = typeof text === 'string' ? dataOf(text) : undefined;
      const data = tidied(content, before);
      wrapped.forEach((route) => unwrap(data, before, route));
      return before === undefined ? newFile(data) : edited(text, data);
    },
  };
};
