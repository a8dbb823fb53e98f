// Writes Scripts.txt and CaseFolding.txt beside this file, from the Unicode data that Node.js has:
//
//     node src/Definitions/Expressions/Patterns/Unicode/make-tables.mjs
import { writeFileSync } from 'node:fs';

const last = 0x10ffff;
const hex = (c) => c.toString(16).toUpperCase().padStart(4, '0');
const isSurrogate = (c) => c >= 0xd800 && c <= 0xdfff;
const write = (name, what, lines) => writeFileSync(
  new URL(name, import.meta.url),
  `# Unicode ${process.versions.unicode}: ${what}. Made by make-tables.mjs.\n${lines.join('\n')}\n`);

// The names that RE2 knows are the long names of the Unicode standard, such as Old_Turkic. Unknown is no script.
const names = `Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Beria_Erfe Bhaiksuki
  Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian
  Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan
  Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi
  Gurmukhi Gurung_Khema Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited
  Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi
  Khitan_Small_Script Khmer Khojki Khudawadi Kirat_Rai Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian
  Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui
  Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari
  New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal Old_Hungarian Old_Italic Old_North_Arabian
  Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene
  Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham Sidetic SignWriting
  Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Sunuwar Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Tai_Yo
  Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Todhri Tolong_Siki Toto Tulu_Tigalari Ugaritic Vai Vithkuqi
  Wancho Warang_Citi Yezidi Yi Zanabazar_Square`.split(/\s+/);

const ranges = (is) => {
  const found = [];
  for (let c = 0, from = -1; c <= last + 1; c++) {
    const inside = c <= last && is(c);
    if (inside && from < 0) {
      from = c;
    } else if (!inside && from >= 0) {
      found.push(from === c - 1 ? hex(from) : `${hex(from)}-${hex(c - 1)}`);
      from = -1;
    }
  }

  return found;
};

write('Scripts.txt', 'the characters of each script', names.map((name) => {
  const script = new RegExp(`^\\p{Script=${name}}$`, 'u');
  return [name, ...ranges((c) => !isSurrogate(c) && script.test(String.fromCodePoint(c)))].join(' ');
}));

// Characters that are one another's other case have an upper or a lower case in common, if only the full one;
// of those, a pattern that ignores case tells which are equal by simple folding.
const groups = new Map();
for (let c = 0; c <= last; c++) {
  const text = String.fromCodePoint(c);
  if (!isSurrogate(c) && (text.toUpperCase() !== text || text.toLowerCase() !== text)) {
    for (const key of new Set([text.toUpperCase(), text.toUpperCase().toLowerCase(), text.toLowerCase()])) {
      groups.set(key, (groups.get(key) ?? new Set()).add(c));
      if ([...key].length === 1) {
        groups.get(key).add(key.codePointAt(0));
      }
    }
  }
}

const orbits = new Map();
for (const members of groups.values()) {
  for (const c of members) {
    const same = new RegExp(`^\\u{${hex(c)}}$`, 'iu');
    const orbit = orbits.get(c) ?? new Set([c]);
    for (const other of members) {
      if (same.test(String.fromCodePoint(other))) {
        orbit.add(other);
        for (const further of orbits.get(other) ?? []) {
          orbit.add(further);
        }
      }
    }

    for (const member of orbit) {
      orbits.set(member, orbit);
    }
  }
}

write('CaseFolding.txt', 'characters that simple case folding makes equal', [
  ...new Set([...orbits.values()].filter((orbit) => orbit.size > 1).map((orbit) => [...orbit].sort((a, b) => a - b).map(hex).join(' '))),
].sort((a, b) => parseInt(a, 16) - parseInt(b, 16)));
