import type { ThemeConfig } from 'antd';
import { colours, measures } from '../tokens.ts';

/** Ant Design in our colours: calm, dark secondary text, visible edges; targets of at least 24 px at desks, 44 px on touch. */
export function deskTheme(touch: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: colours.accent,
      colorInfo: colours.info,
      colorSuccess: colours.good,
      colorWarning: colours.warning,
      colorError: colours.danger,
      colorInfoBg: colours['info-soft'],
      colorSuccessBg: colours['good-soft'],
      colorWarningBg: colours['warning-soft'],
      colorErrorBg: colours['danger-soft'],
      colorLink: colours.accent,
      colorText: colours.text,
      colorTextSecondary: colours.secondary,
      colorTextTertiary: colours.secondary,
      colorTextDescription: colours.secondary,
      colorTextPlaceholder: '#5d6d77',
      colorTextDisabled: '#5d6d77',
      colorBorder: colours.edge,
      colorBorderSecondary: colours.line,
      colorBgLayout: colours.page,
      fontFamily: measures.font,
      fontSize: touch ? 16 : 14,
      controlHeight: touch ? 44 : 34,
      controlHeightSM: touch ? 36 : 28,
      borderRadius: 8,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Table: { headerBg: colours.sunken, cellPaddingBlockMD: 8, cellPaddingInlineMD: 10 },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    },
  };
}
