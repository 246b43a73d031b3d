/**
 * Everyday names of goods that are asked for in an emergency. They make an item recognisable when the
 * catalogue does not list it; they never carry a code.
 */
export const ITEM_NOUNS: readonly string[] = (
  '口罩 N95 KN95 KF94 FFP2 N95口罩 KN95口罩 医用口罩 外科口罩 医用外科口罩 防护口罩 医用防护口罩 普通医用口罩 一次性口罩 一次性医用口罩 儿童口罩 医用防护口罩|N95口罩 ' +
  '防护服 防护衣 防化服 隔离衣 隔离服 手术衣 手术服 工作服 洗手衣 反穿衣 白大褂 雨衣 一次性雨衣 ' +
  '护目镜 防护眼镜 防护镜 眼罩 防冲击眼罩 防冲击眼罩/护目镜/防护眼镜 面罩 防护面罩 面屏 防护面屏 隔离面罩 正压头套 头套 头罩 ' +
  '防护帽 医用帽 圆帽 帽子 手术帽 一次性帽子 防护帽/医用帽/圆帽 鞋套 靴套 防污染鞋套 防污染靴套 长筒靴 胶鞋 长筒胶鞋 长筒胶鞋/防污染靴 防污染靴 雨靴 脚套 ' +
  '手套 乳胶手套 丁腈手套 橡胶手套 检查手套 外科手套 无菌手套 PE手套 ' +
  '酒精 乙醇 75%酒精 95%酒精 医用酒精 酒精棉片 酒精棉球 酒精湿巾 免洗手消毒液 免洗洗手液 洗手液 手消 手消毒液 手部皮肤消毒液 手部消毒液 消毒液 84消毒液 消毒水 消毒片 消毒粉 消毒剂 消毒湿巾 泡腾片 含氯消毒片 含氯泡腾片 ' +
  '过氧乙酸 过氧化氢 双氧水 碘伏 活力碘 碘酒 次氯酸 次氯酸钠 次氯酸消毒液 漂白粉 ' +
  '体温计 体温枪 额温枪 测温枪 测温仪 体温监测仪 水银体温计 电子体温计 红外测温仪 测体温设备 热成像仪 ' +
  '氧气 医用氧 医用氧气 液氧 医用液氧 液态氧 氧气瓶 医用氧气瓶 氧气钢瓶 钢瓶 氧瓶 小氧气瓶 大氧气瓶 氧气袋 氧气枕 氧气包 制氧机 家用制氧机 氧气罐 杜瓦罐 液氧罐 液氧储罐 氧气表 减压阀 减压器 氧气减压阀 流量计 氧气流量计 湿化瓶 汇流排 鼻氧管 氧气管 吸氧管 鼻导管 吸氧面罩 氧气面罩 储氧面罩 储氧袋 转接头 氧气接头 气化器 汽化器 高压氧舱 吸氧头罩 ' +
  '呼吸机 有创呼吸机 无创呼吸机 转运呼吸机 高流量 高流量氧疗仪 高流量湿化仪 高流量吸氧机 呼吸湿化治疗仪 呼吸机管路 呼吸机面罩 呼吸管路 过滤器 雾化器 雾化机 面罩式雾化器 医用面罩式雾化器 ' +
  '监护仪 心电监护仪 心电图机 血氧仪 指脉氧 指夹式血氧仪 指氧仪 血氧饱和度仪 指脉氧仪 脉氧仪 输液泵 注射泵 微量泵 除颤仪 除颤器 ECMO CRRT 血滤机 吸痰器 吸引器 负压吸引器 吸痰管 喉镜 可视喉镜 气管插管 气管切开包 血气分析仪 彩超 彩超机 CT DR 透析机 支气管镜 纤支镜 床旁X光机 ' +
  '空气消毒机 空气消毒设备 紫外线灯 紫外线消毒车 医用紫外线消毒车 紫外线车 喷雾器 喷壶 雾化消毒机 空气净化器 移动式空气消毒机 ' +
  '注射器 输液器 留置针 针头 棉签 纱布 绷带 胶布 医用胶带 敷料 采血管 采样管 咽拭子 鼻拭子 采样拭子 病毒采样管 输液架 输液瓶 生理盐水 葡萄糖 压舌板 止血带 医用棉 尿管 胃管 导尿包 尿袋 ' +
  '试剂盒 核酸试剂盒 检测试剂 核酸检测试剂 核酸检测试剂盒 抗原 抗原试剂 抗原试剂盒 抗原检测试剂 抗原检测试剂盒 抗原检测盒 抗原自测盒 提取试剂 ' +
  '药品 退烧药 布洛芬 布洛芬片 布洛芬混悬液 对乙酰氨基酚 对乙酰氨基酚片 连花清瘟 连花清瘟胶囊 连花清瘟颗粒 阿比多尔 奥司他韦 磷酸奥司他韦 Paxlovid 奈玛特韦 阿兹夫定 克力芝 洛匹那韦利托那韦 利巴韦林 莫西沙星 阿奇霉素 头孢 地塞米松 甲泼尼龙 甲强龙 人免疫球蛋白 丙种球蛋白 人血白蛋白 白蛋白 肝素 低分子肝素 肾上腺素 去甲肾上腺素 丙泊酚 咪达唑仑 芬太尼 瑞芬太尼 罗库溴铵 胰岛素 硝苯地平 二甲双胍 阿司匹林 氯化钾 板蓝根 感冒灵 藿香正气 藿香正气水 藿香正气胶囊 金花清感 血必净 托珠单抗 干扰素 中药 中成药 止咳药 急救药 降压药 ' +
  '床罩 床单 被套 被子 棉被 被褥 枕头 毛毯 军大衣 棉大衣 羽绒服 取暖器 电热毯 热水袋 暖宝宝 行军床 折叠床 病床 护理床 转运床 担架 轮椅 担架车 帐篷 板房 桌子 椅子 折叠椅 床垫 床头柜 屏风 ' +
  '垃圾袋 医疗垃圾袋 黄色垃圾袋 垃圾桶 医疗垃圾桶 利器盒 医疗废物袋 医废桶 尸体袋 裹尸袋 医用垃圾袋 ' +
  '矿泉水 饮用水 方便面 泡面 大米 面粉 食用油 蔬菜 鸡蛋 牛奶 面包 水果 食品 盒饭 盒餐 八宝粥 火腿肠 饼干 自热米饭 自热饭 奶粉 婴儿奶粉 尿不湿 纸尿裤 成人纸尿裤 尿片 卫生巾 安心裤 卫生纸 抽纸 纸巾 湿巾 毛巾 洗发水 洗漱用品 洗衣液 肥皂 香皂 牙膏 牙刷 脸盆 拖鞋 内衣 内裤 袜子 一次性内裤 保温杯 热水壶 微波炉 洗衣机 电暖器 空调 冰箱 ' +
  '对讲机 发电机 柴油 汽油 抽水泵 抽水机 水泵 冲锋舟 橡皮艇 救生衣 救生圈 沙袋 编织袋 铁锹 手电筒 头灯 应急灯 蜡烛 充电宝 插线板 电池 雨鞋 绳索 卫星电话 无人机 水靴 蚊香 驱蚊液 睡袋 防潮垫 急救包 净水片 净水器 彩条布 救护车 负压救护车 负压担架 转运车 打印纸 A4纸 打印机 ' +
  '防护用品 防护物资 医疗物资 医用物资 防疫物资 消毒用品 生活物资 生活用品 护士鞋 防护鞋 医用胶鞋 中单 一次性中单 一次性床单 护理垫 护目镜防雾剂 防雾剂 防雾喷雾 封箱胶带 透明胶 胶带 警戒线 隔离带 转运箱 标本箱 冷藏箱 保温箱 干冰 扩音器 喇叭 喊话器 条码枪 扫码枪 平板电脑 笔记本电脑 电脑 手机'
).split(' ');

/** English names; a plural s or es is understood. */
export const ENGLISH_ITEM_NOUNS: readonly string[] = (
  'mask|face mask|surgical mask|medical mask|n95 mask|kn95 mask|n95 respirator|respirator|ffp2 mask|gown|isolation gown|surgical gown|coverall|protective suit|protective clothing|hazmat suit|goggles|safety goggles|face shield|glove|nitrile glove|latex glove|surgical glove|medical glove|' +
  'oxygen cylinder|oxygen tank|oxygen bottle|oxygen concentrator|oxygen|liquid oxygen|medical oxygen|ventilator|monitor|patient monitor|pulse oximeter|oximeter|thermometer|infrared thermometer|hand sanitizer|sanitizer|alcohol|75% alcohol|disinfectant|bleach|shoe cover|boot cover|cap|surgical cap|syringe|infusion pump|test kit|antigen test|pcr kit|swab|' +
  'blanket|tent|bottled water|drinking water|water|rice|instant noodle|bed|hospital bed|stretcher|wheelchair|ambulance|body bag|paracetamol|ibuprofen|insulin|nasal cannula|flow meter|flowmeter|regulator|defibrillator|generator|diesel|sleeping bag|flashlight|battery|diaper|baby formula'
).split('|');

/** Words that narrow an item and belong to its name: 一次性, 儿童, 丁腈, 40升 … */
export const MODIFIERS: readonly string[] =
  '新生儿 一次性 医用 医疗 医护 外科 儿童 成人 小儿 婴儿 婴幼儿 老人 无菌 灭菌 非灭菌 大号 中号 小号 加大号 加厚 加长 长筒 短筒 长袖 普通 家用 便携式 便携 移动式 移动 手持式 手持 台式 壁挂式 立式 车载 有创 无创 转运 高流量 立体 耳挂式 头戴式 挂耳式 绑带式 折叠 折叠式 带阀 不带阀 无阀 无粉 有粉 乳胶 丁腈 橡胶 PVC PE 薄膜 塑料 棉 纯棉 无纺布 连体 连体式 分体 带胶条 贴条 覆膜 防水 防雾 防飞溅 防溅 防血液 防冲击 全面 半面 双面 三层 3层 电子 红外 红外线 红外额温 水银 非接触式 额温 耳温 指夹式 医用级 免洗 速干 凝胶 手部 皮肤 空气 物表 环境 含氯 食用 工业 工业用 液态 瓶装 桶装 袋装 盒装 散装 罐装 箱装 国标 新国标 美标 欧标 霍尼韦尔 稳健 鱼跃 迈瑞 飞利浦 德尔格 杜邦 灭菌型 隔离 防护 负压 正压 可视 心电 急救 抢救 常用 儿科 重症 危重 黄色 蓝色 白色 红色 大 小 新 空 满 优质 合格 正规 平面型 平面 杯型 鸭嘴 立体型 M码 L码 XL码 XXL码 XL XXL M号 L号 XL号'.split(
    ' ',
  );
