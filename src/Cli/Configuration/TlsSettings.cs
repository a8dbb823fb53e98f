using Sluice.Cli.Wording;
using Sluice.Server.Starting;
using Sluice.Server.Tls;

namespace Sluice.Cli.Configuration;

/// <summary>The certificate of https listeners.</summary>
internal static class TlsSettings
{
    private static readonly Setting<string?> Certificate = Setting.Text("tls.certificate", null);

    private static readonly Setting<string?> Key = Setting.Text("tls.key", null);

    private static readonly Setting<string?> Password = Setting.Text("tls.password", null) with
    {
        IsSecret = true,
    };

    private static readonly Setting<IReadOnlyList<string>> Names = Setting.List<string>(
        "tls.names", static () => SettingTexts.FormOfHosts, "localhost,127.0.0.1,::1", TryParseName);

    public static IReadOnlyList<Setting> All { get; } = [Certificate, Key, Password, Names];

    /// <exception cref="StartException">A value that cannot be, or one that is nothing without the
    /// certificate.</exception>
    public static TlsOptions Read(SettingValues values)
    {
        var options = new TlsOptions
        {
            Certificate = values.Get(Certificate),
            Key = values.Get(Key),
            Password = values.Get(Password),
            Names = values.Get(Names),
        };
        return options.Certificate is null && (values.OriginOf(Key) ?? values.OriginOf(Password)) is { } origin
            ? throw new StartException(
                SettingTexts.FormatKeyWithoutCertificate(origin, Certificate.Name, Certificate.Flag),
                StartException.Usage)
            : options;
    }

    /// <summary>What is given, and yet is for nothing without a listener of https; null when there is no such
    /// thing.</summary>
    public static string? Unused(SettingValues values) => All.Select(values.OriginOf).FirstOrDefault(origin => origin is not null)
        is { } first
        ? SettingTexts.FormatTlsWithoutListener(first)
        : null;

    private static bool TryParseName(string text, out string name)
    {
        name = text;
        var plain = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        return Uri.CheckHostName(plain) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }
}
