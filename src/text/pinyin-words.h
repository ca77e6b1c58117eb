/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in which a character is not read as it is most often, of two characters or
 * more, Simplified; a longer one stands before its own head. */
/* clang-format off */
static const struct pinyin_word {
	const char *word, *readings;
} pinyin_words[] = {
	/* 行 */
	{ "银行", "yín háng" },   { "行业", "háng yè" },    { "行情", "háng qíng" },
	{ "同行业", "tóng háng yè" }, { "央行", "yāng háng" }, { "分行", "fēn háng" },
	{ "支行", "zhī háng" },   { "商行", "shāng háng" }, { "投行", "tóu háng" },
	{ "工行", "gōng háng" },  { "建行", "jiàn háng" },  { "农行", "nóng háng" },
	{ "各行各业", "gè háng gè yè" }, { "排行", "pái háng" }, { "行列", "háng liè" },
	/* 长 */
	{ "长江", "cháng jiāng" }, { "长城", "cháng chéng" }, { "长期", "cháng qī" },
	{ "长征", "cháng zhēng" }, { "长沙", "cháng shā" },  { "长春", "cháng chūn" },
	{ "长安", "cháng ān" },   { "长三角", "cháng sān jiǎo" }, { "长度", "cháng dù" },
	{ "长远", "cháng yuǎn" }, { "长效", "cháng xiào" }, { "长久", "cháng jiǔ" },
	{ "长途", "cháng tú" },   { "延长", "yán cháng" },  { "特长", "tè cháng" },
	{ "漫长", "màn cháng" },  { "全长", "quán cháng" }, { "长达", "cháng dá" },
	{ "较长", "jiào cháng" }, { "很长", "hěn cháng" },  { "长时间", "cháng shí jiān" },
	{ "长头发", "cháng tóu fà" }, { "头发", "tóu fà" }, { "理发", "lǐ fà" },
	/* 重 */
	{ "重庆", "chóng qìng" }, { "重新", "chóng xīn" },  { "重复", "chóng fù" },
	{ "重建", "chóng jiàn" }, { "重组", "chóng zǔ" },   { "重启", "chóng qǐ" },
	{ "重返", "chóng fǎn" },  { "双重", "shuāng chóng" }, { "多重", "duō chóng" },
	{ "重阳", "chóng yáng" }, { "重逢", "chóng féng" }, { "重叠", "chóng dié" },
	/* 乐 */
	{ "音乐", "yīn yuè" },    { "乐队", "yuè duì" },    { "乐器", "yuè qì" },
	{ "乐团", "yuè tuán" },   { "乐曲", "yuè qǔ" },     { "民乐", "mín yuè" },
	/* 了, 得, 地, 的 */
	{ "了解", "liǎo jiě" },   { "受不了", "shòu bù liǎo" }, { "为了", "wèi le" },
	{ "得到", "dé dào" },     { "获得", "huò dé" },     { "取得", "qǔ dé" },
	{ "得知", "dé zhī" },     { "赢得", "yíng dé" },    { "不得不", "bù dé bù" },
	{ "不得", "bù dé" },      { "得分", "dé fēn" },     { "得益", "dé yì" },
	{ "目的", "mù dì" },      { "的确", "dí què" },     { "的士", "dī shì" },
	{ "土地", "tǔ dì" },      { "地方", "dì fāng" },    { "地区", "dì qū" },
	{ "地址", "dì zhǐ" },     { "地铁", "dì tiě" },     { "地震", "dì zhèn" },
	{ "地球", "dì qiú" },     { "各地", "gè dì" },      { "当地", "dāng dì" },
	{ "本地", "běn dì" },     { "基地", "jī dì" },      { "地点", "dì diǎn" },
	{ "地产", "dì chǎn" },    { "内地", "nèi dì" },     { "地位", "dì wèi" },
	/* 还, 都, 着 */
	{ "还款", "huán kuǎn" },  { "归还", "guī huán" },   { "偿还", "cháng huán" },
	{ "退还", "tuì huán" },   { "首都", "shǒu dū" },    { "成都", "chéng dū" },
	{ "都市", "dū shì" },     { "着力", "zhuó lì" },    { "着手", "zhuó shǒu" },
	{ "着眼", "zhuó yǎn" },   { "着陆", "zhuó lù" },    { "着急", "zháo jí" },
	{ "着火", "zháo huǒ" },   { "沉着", "chén zhuó" },  { "执着", "zhí zhuó" },
	/* 会, 处, 调, 数, 量 */
	{ "会计", "kuài jì" },    { "处理", "chǔ lǐ" },     { "处罚", "chǔ fá" },
	{ "处分", "chǔ fèn" },    { "处于", "chǔ yú" },     { "相处", "xiāng chǔ" },
	{ "调整", "tiáo zhěng" }, { "调解", "tiáo jiě" },   { "调节", "tiáo jié" },
	{ "空调", "kōng tiáo" },  { "协调", "xié tiáo" },   { "调控", "tiáo kòng" },
	{ "测量", "cè liáng" },   { "商量", "shāng liang" },
	/* 传, 转, 载, 藏, 朝, 降, 弹 */
	{ "传记", "zhuàn jì" },   { "自传", "zì zhuàn" },   { "转载", "zhuǎn zǎi" },
	{ "记载", "jì zǎi" },     { "下载", "xià zài" },    { "刊载", "kān zǎi" },
	{ "西藏", "xī zàng" },    { "宝藏", "bǎo zàng" },   { "朝阳", "cháo yáng" },
	{ "朝鲜", "cháo xiǎn" },  { "投降", "tóu xiáng" },  { "子弹", "zǐ dàn" },
	{ "导弹", "dǎo dàn" },    { "炸弹", "zhà dàn" },
	/* 薄, 便, 差, 曾, 单, 教, 角, 觉, 看, 没, 宁, 奇, 强, 少, 省, 盛, 似, 兴, 应, 与 */
	{ "便宜", "pián yi" },    { "出差", "chū chāi" },   { "差距", "chā jù" },
	{ "差别", "chā bié" },    { "差异", "chā yì" },     { "误差", "wù chā" },
	{ "曾经", "céng jīng" },  { "教书", "jiāo shū" },   { "角色", "jué sè" },
	{ "睡觉", "shuì jiào" },  { "没收", "mò shōu" },    { "淹没", "yān mò" },
	{ "沉没", "chén mò" },    { "宁可", "nìng kě" },    { "勉强", "miǎn qiǎng" },
	{ "少年", "shào nián" },  { "青少年", "qīng shào nián" }, { "反省", "fǎn xǐng" },
	{ "似的", "shì de" },     { "高兴", "gāo xìng" },   { "兴趣", "xìng qù" },
	{ "参与", "cān yù" },     { "与会", "yù huì" },     { "应对", "yìng duì" },
	{ "反应", "fǎn yìng" },   { "适应", "shì yìng" },   { "供应", "gōng yìng" },
	{ "回应", "huí yìng" },   { "响应", "xiǎng yìng" }, { "应用", "yìng yòng" },
	{ "效应", "xiào yìng" },  { "相应", "xiāng yìng" },
	{ "因为", "yīn wèi" },    { "为此", "wèi cǐ" },     { "为什么", "wèi shén me" },
	{ "为何", "wèi hé" },     { "什么", "shén me" },    { "数据", "shù jù" },
	{ "中奖", "zhòng jiǎng" }, { "命中", "mìng zhòng" }, { "种植", "zhòng zhí" },
	{ "给予", "jǐ yǔ" },      { "供给", "gōng jǐ" },    { "补给", "bǔ jǐ" },
	{ "模样", "mú yàng" },    { "干部", "gàn bù" },     { "骨干", "gǔ gàn" },
	{ "干活", "gàn huó" },    { "实干", "shí gàn" },    { "尽管", "jǐn guǎn" },
	{ "尽快", "jǐn kuài" },   { "尽量", "jǐn liàng" },  { "厦门", "xià mén" },
	{ "大夫", "dài fu" },     { "暖和", "nuǎn huo" },   { "相片", "xiàng piàn" },
	{ "真相", "zhēn xiàng" }, { "相声", "xiàng sheng" }, { "首相", "shǒu xiàng" },
	{ "宿舍", "sù shè" },     { "要求", "yāo qiú" },    { "假期", "jià qī" },
	{ "放假", "fàng jià" },   { "休假", "xiū jià" },    { "请假", "qǐng jià" },
	{ "寒假", "hán jià" },    { "暑假", "shǔ jià" },    { "好奇", "hào qí" },
	{ "爱好", "ài hào" },     { "友好", "yǒu hǎo" },    { "咽喉", "yān hóu" },
	{ "血液", "xuè yè" },     { "率领", "shuài lǐng" }, { "率先", "shuài xiān" },
	{ "效率", "xiào lǜ" },    { "蔓延", "màn yán" },    { "禁不住", "jīn bu zhù" },
};
/* clang-format on */
