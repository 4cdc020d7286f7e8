import type { MessageTable } from './table.ts'

/** Making a room, and its whole description. */
export const consoleRoomMessages = {
  'console.make': {
    ko: '대기실 만들기',
    en: 'Create a room',
    ja: '待合室を作成',
    zh: '创建等候室',
  },
  'console.make.form': { ko: '양식으로', en: 'By a form', ja: 'フォームで', zh: '用表单' },
  'console.make.json': {
    ko: 'JSON으로 전부',
    en: 'All of it, as JSON',
    ja: 'JSONですべて',
    zh: '以 JSON 填写全部',
  },
  'console.make.what': {
    ko: '여기서 정하지 않는 것은 안전한 기본값으로 시작하고, 나중에 설정에서 바꿀 수 있습니다.',
    en: 'What is not asked here starts at its safe default, and can be changed in the settings.',
    ja: 'ここにない項目は安全な既定値で始まり、後から設定で変更できます。',
    zh: '此处未列出的项目采用安全的默认值，之后可在设置中更改。',
  },
  'console.make.wrong': {
    ko: '만들지 못했습니다. 표시된 곳을 고쳐 주세요.',
    en: 'It was not created: mend what is marked.',
    ja: '作成できませんでした。示した箇所を直してください。',
    zh: '未能创建：请修改标出之处。',
  },
  'console.field.json': {
    ko: '대기실 설명 (JSON)',
    en: 'The room, as JSON',
    ja: '待合室の記述（JSON）',
    zh: '等候室描述（JSON）',
  },

  'console.settings.what': {
    ko: '대기실의 설명 전부입니다. 고친 뒤 효과를 먼저 보고, 확인하면 바뀝니다.',
    en: 'The whole description of the room. Edit it, see what it brings, then confirm.',
    ja: '待合室の記述すべてです。編集し、効果を確認してから変更します。',
    zh: '等候室的完整描述。编辑后先查看效果，确认后生效。',
  },
  'console.settings.form': {
    ko: '고친 것만 바뀝니다. 효과를 먼저 보고, 확인하면 바뀝니다.',
    en: 'Only what you edit is changed: see what it brings, then confirm.',
    ja: '編集したものだけが変わります。効果を確認してから変更します。',
    zh: '只更改您编辑的内容：先查看效果，确认后生效。',
  },
  'console.settings.by-form': { ko: '양식', en: 'Form', ja: 'フォーム', zh: '表单' },
  'console.settings.by-json': {
    ko: 'JSON으로 전부',
    en: 'All of it, as JSON',
    ja: 'JSONですべて',
    zh: '以 JSON 编辑全部',
  },
  'console.settings.ways': {
    ko: '설정을 고치는 방법',
    en: 'Ways to edit the settings',
    ja: '設定の編集方法',
    zh: '编辑设置的方式',
  },
  'console.settings.wrong': {
    ko: '아직 바뀌지 않았습니다. 표시된 곳을 고쳐 주세요.',
    en: 'Nothing was changed yet: mend what is marked.',
    ja: 'まだ変更されていません。示した箇所を直してください。',
    zh: '尚未更改：请修改标出之处。',
  },
  'console.settings.viewer': {
    ko: '보기 권한이라 고칠 수 없습니다.',
    en: 'You may look, and not change it.',
    ja: '閲覧権限のため編集できません。',
    zh: '您只有查看权限，不能修改。',
  },
  'console.settings.owner': {
    ko: '‘shop’과 ‘origins’는 소유자만 바꿉니다.',
    en: 'Only an owner changes “shop” and “origins”.',
    ja: '「shop」と「origins」は所有者だけが変更できます。',
    zh: '“shop”与“origins”仅所有者可改。',
  },
  'console.settings.changed': {
    ko: '{n}판, {time}에 바뀜',
    en: 'version {n}, changed {time}',
    ja: '第{n}版、{time}に変更',
    zh: '第 {n} 版，更改于 {time}',
  },
} satisfies MessageTable
