import { type ThemeConfig, theme } from 'antd';
import { dark, light, type Palette } from './tokens.ts';

const font = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif';

/** Ant Design in our colours; its own do not keep the contrast that text needs. */
export function themeOf(isDark: boolean, isDense: boolean): ThemeConfig {
  const palette = isDark ? dark : light;
  return {
    algorithm: [isDark ? theme.darkAlgorithm : theme.defaultAlgorithm, ...(isDense ? [theme.compactAlgorithm] : [])],
    token: { ...shape, ...colours(palette) },
    components: {
      Button: { primaryColor: palette.onPrimary, primaryShadow: 'none', defaultShadow: 'none' },
      Tooltip: { colorBgSpotlight: isDark ? palette.line : palette.ink },
      Segmented: {
        trackBg: palette.sunken,
        itemColor: palette.soft,
        itemHoverColor: palette.ink,
        itemSelectedBg: isDark ? palette.line : palette.raised,
        itemSelectedColor: palette.ink,
      },
    },
  };
}

const shape = {
  fontFamily: font,
  fontSize: 13,
  fontSizeSM: 12,
  borderRadius: 6,
  wireframe: false,
} as const;

function colours(palette: Palette) {
  return {
    colorPrimary: palette.primary,
    colorLink: palette.link,
    colorLinkHover: palette.link,
    colorText: palette.ink,
    colorTextSecondary: palette.soft,
    colorTextTertiary: palette.soft,
    colorTextDescription: palette.soft,
    colorTextPlaceholder: palette.faint,
    colorTextDisabled: palette.faint,
    colorSuccess: palette.tones.succeeded.fore,
    colorWarning: palette.tones.retrying.fore,
    colorError: palette.tones.failed.fore,
    colorInfo: palette.tones.running.fore,
    colorBgLayout: palette.page,
    colorBgContainer: palette.raised,
    colorBgElevated: palette.raised,
    colorBorder: palette.line,
    colorBorderSecondary: palette.line,
  };
}
