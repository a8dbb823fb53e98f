using Sluice.Server.Starting;
using Sluice.Server.Tls;

namespace Sluice.Cli.Configuration;

/// <summary>The certificate of https listeners.</summary>
internal static class TlsSettings
{
    private static readonly Setting<string?> Certificate = Setting.Text(
        "tls.certificate",
        null,
        "The certificate of https listeners, a PEM file with its chain or a PKCS #12 file (.pfx, .p12); read again "
        + "when it changes. Without one the server makes its own, signed by the local authority in the data "
        + "directory.");

    private static readonly Setting<string?> Key = Setting.Text(
        "tls.key", null, "The certificate's private key, a PEM file, when the certificate's file does not hold it.");

    private static readonly Setting<string?> Password = Setting.Text(
        "tls.password", null, "What opens the key or the PKCS #12 file, if they are locked.") with
    {
        IsSecret = true,
    };

    private static readonly Setting<IReadOnlyList<string>> Names = Setting.List<string>(
        "tls.names",
        "a list of host names and IP addresses",
        "localhost,127.0.0.1,::1",
        "What a certificate made by the local authority is for.",
        TryParseName);

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
                $"{origin} is given without a certificate: name its file with {Certificate.Name} ({Certificate.Flag}), or "
                + "leave both out to have a certificate made.",
                StartException.Usage)
            : options;
    }

    /// <summary>What is given, and yet is for nothing without a listener of https; null when there is no such
    /// thing.</summary>
    public static string? Unused(SettingValues values) => All.Select(values.OriginOf).FirstOrDefault(origin => origin is not null)
        is { } first
        ? $"{first} is for https, and no listener speaks it: listen on https://ADDRESS:PORT to use it."
        : null;

    private static bool TryParseName(string text, out string name)
    {
        name = text;
        var plain = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        return Uri.CheckHostName(plain) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }
}
