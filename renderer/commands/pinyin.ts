/**
 * The syllables of the characters in the commands' titles: `SYLLABLE CHARACTERS`. Small on purpose; a test asks for every
 * character of every title. Characters of several readings have the one that the titles use (重点 zhong, 分层 ceng).
 */
const syllables = `
an 案按暗 bai 白 ban 版栋半板办班扮 bao 报保饱 bei 北备 ben 本 bi 比毗闭 bian 边变编 biao 表标 bie 别 bo 拨 bu 布部步补
cai 菜 can 参 cang 藏 ce 侧 ceng 层 cha 查 chang 长 chao 超 che 撤车 cheng 成程橙城承 chi 持尺 chong 虫
chu 出初除处 chuang 窗 ci 次词 cun 存村 cuo 措 da 打大 dai 待 dan 单 dang 档 dao 导到道 de 的 di 底地低第
dian 点 diao 调 ding 定订 dong 动 du 度读 duan 段 dui 对 duo 多 er 二 fa 法发 fan 反范 fang 房放方 fen 分份
feng 风 fu 幅复覆符 gai 改盖 gao 高告 ge 格个割 geng 更 gong 工功公 guan 管关观 guang 光 guo 果 hao 号 he 核和合盒
hei 黑 heng 横 hong 红 hou 后 hu 户护 hua 化画 huan 换环 huang 黄 hui 恢回汇 huo 活或获货 ji 辑集记基积计机季级
jia 加夹假架价 jian 建件间检剪鉴键监健 jiao 较交角 jie 界节结捷阶街 jin 今进近 jing 经径 jiu 旧 ju 聚局据具距矩 jue 决 jun 均
kai 开 kan 看勘 ke 可 keng 坑 kong 空控 kou 口 ku 库 kuai 快 kuang 框 kuo 扩 la 拉 lai 来 lan 览兰蓝栏 lao 老
lei 类 leng 冷 li 理历 lian 连练 liang 量亮两 lie 列 lin 邻临 ling 零令 liu 六 lou 楼 lu 录路 lun 轮 lv 率滤
ma 码 mao 貌 men 门 mi 密 mian 面 miao 描 ming 命名明 mo 模莫 mu 目母 nan 难 nei 内 nian 年 pai 派 pan 判盘
pei 配 pi 批匹 pian 偏片 ping 评平屏 qi 启期气 qian 前迁签 qie 切 qing 清请情轻 qu 取区去 quan 全圈 que 确 ran 燃
re 热 ren 任人 ri 日 ru 入 ruo 弱 san 三 sao 扫 se 色 shai 筛 shan 删闪 shang 上 shao 少 she 设社涉
shen 深审申伸 sheng 生 shi 视时市事示式施使 shou 收首受手 shu 数属输树 shuang 双 shuo 说 song 送 sou 搜 suan 算
suo 缩所索 tai 台态 tan 探 tao 套 te 特 ti 题体提梯 tian 填添 tiao 条跳 tie 贴 tong 统通同 tou 投 tu 图 tui 推退
tuo 拖托 wa 挖 wan 完 wang 网 wei 为维位委围 wen 文稳 wu 屋物务误无污 xi 系析息细 xia 下狭 xian 显险线限现 xiang 项向详响象
xiao 消小效校销 xie 写 xin 信新心 xing 型性行形 xiu 修 xu 续序 xuan 选旋 xun 循 ya 压 yan 岩验颜演 yang 样原 yao 要
ye 页业 yi 移一译议疑已 ying 影英应 yong 用 you 有右 yu 与语域余 yuan 元源圆 yue 约月 yun 运云 zai 在载再 zao 造灶
ze 择则责 zhan 占展 zhang 账章张 zhao 找照 zhe 遮 zheng 正证征政整 zhi 至值置指址制只 zhong 中重 zhou 周
zhu 主助逐注著住 zhuan 转 zhuang 状装 zi 字自 zong 总 zu 组 zui 最 zuo 左作坐做
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
