/**
 * The syllables of the characters in the commands' titles: `SYLLABLE CHARACTERS`. Small on purpose; a test asks for every
 * character of every title. Characters of several readings have the one that the titles use (重点 zhong, 分层 ceng).
 */
const syllables = `
an 案按 bu 布部 ban 版栋 bian 边变 biao 表标 bie 别 bi 比毗闭 bao 报 cai 菜 ce 侧 cha 查 chang 长 cheng 成程 chi 持尺
chong 虫 chu 出初除处 chuang 窗 ci 次词 cun 存 dai 待 dan 单 dao 导到道 dang 档 de 的 dian 点 ding 定 dong 动 du 度 duan 段
dui 对 duo 多 fang 房放方 fan 反 fen 分 feng 风 fu 幅复 gai 改 ge 格个 geng 更 gong 工功公 guan 管关 guang 光 guo 果
he 核和合 heng 横 hou 后 hu 户 hua 化画 huan 换环 hui 恢回 huo 活 ji 集记基积计机 jia 加 jian 建件间检剪鉴键监健 jiao 较交
jie 界节结捷 jin 今进近 jing 经 ju 聚局据具 jue 决 kai 开 kan 看 ke 可 keng 坑 kong 空控 kuai 快 kuo 扩 lai 来 lan 览 lao 老
lei 类 leng 冷 li 理历 lian 连 liang 量 lie 列 lin 邻临 ling 零 liu 六 lu 录 lun 轮 ma 码 mao 貌 mian 面 mi 密 mo 模莫 mu 目母
nei 内 nian 年 pei 配 pian 偏片 ping 评平屏 qi 启期气 qian 前迁 qie 切 qing 清请 qu 取区去 quan 全 que 确 ran 燃 re 热 ren 任人
ri 日 ru 入 ruo 弱 sao 扫 se 色 shai 筛 shan 删 shang 上 shao 少 she 设社 shen 深 sheng 生 shi 视时市事示式施使 shou 收首
shu 数属输树 shuo 说 song 送 suo 缩所 tai 台态 te 特 ti 题体 tian 填 tiao 条跳 tie 贴 tong 统通 tou 投 tu 图 tui 推退 tuo 拖
wa 挖 wan 完 wang 网 wei 为维位 wen 文稳 wu 屋物 xi 系析息 xia 下 xian 显险线限现 xiang 项向详响 xiao 消小效校 xie 写 xin 信新心
xing 型性行形 xu 续序 xuan 选旋 ya 压 yan 岩验颜 yang 样原 yao 要 ye 页业 yi 移一译议疑 ying 影英应 yong 用 you 有右 yu 与语域 yuan 元源圆
yue 约月 yun 运云 zai 在载再 zao 造灶 zhan 占展 zhao 找照 zheng 正证征政 zhi 至值置指址制 zhong 中重 zhou 周 zhu 主助逐注
zhuan 转 zhuang 状装 zi 字自 zong 总 zu 组 zuo 左作坐做 zui 最
ceng 层 ming 命 ling 令 guan 管 chong 重 jiu 旧 bei 北备 mu 母 dan 单 shu 属 di 底地 ku 库 cang 藏 he 盒 ban 半 jing 径 kuang 框 suo 索
nan 难 tao 套 xiang 象 yu 余 xi 细 suan 算 sou 搜 xia 狭 er 二 san 三 men 门 jie 阶 ju 距 ding 订 qian 签 shen 审 bo 拨 pai 派 ti 提 jiao 角
`;

const table: ReadonlyMap<string, string> = new Map(
  [...syllables.matchAll(/([a-z]+)\s+(\p{Script=Han}+)/gu)].flatMap(([, syllable = "", characters = ""]) =>
    [...characters].map((character) => [character, syllable] as const),
  ),
);

/** The title in pinyin without tones; signs that are no known character stay. */
export function pinyinOf(text: string): string {
  return [...text].map((sign) => table.get(sign) ?? sign).join("");
}

/** The first letters of the title's syllables. */
export function initialsOf(text: string): string {
  return [...text].map((sign) => table.get(sign)?.slice(0, 1) ?? sign).join("");
}
