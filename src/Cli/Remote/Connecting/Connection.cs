using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Client.Signing;

namespace Sluice.Cli.Remote.Connecting;

/// <summary>Which server is asked, and with which key.</summary>
/// <param name="Key">Null for calls that are not signed, as a server without keys takes them.</param>
internal sealed record Connection(Uri Endpoint, ClientKey? Key)
{
    private const string Usual = "http://127.0.0.1:8700";

    /// <summary>What is given with the call comes first; then the profile that it names, the environment, the default profile.</summary>
    /// <param name="endpoint">Of <c>--endpoint</c>.</param>
    /// <param name="profile">Of <c>--profile</c>.</param>
    /// <exception cref="UsageException">It is no address, a profile cannot be read, or half a key is given.</exception>
    public static Connection Find(string? endpoint, string? profile, Surroundings surroundings)
    {
        var profiles = Profiles.Read(surroundings);
        var named = profile is null ? null : profiles.Get(profile);
        var usual = named ?? profiles.FindDefault();
        var address = endpoint ?? named?.Endpoint ?? surroundings.Find("SLUICE_ENDPOINT") ?? usual?.Endpoint ?? Usual;
        return new(ParseAddress(address), named is not null ? named.Key : KeyOfEnvironment(surroundings) ?? usual?.Key);
    }

    private static Uri ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? uri
            : throw new UsageException(Texts.FormatNoServerAddress(text));

    private static ClientKey? KeyOfEnvironment(Surroundings surroundings)
    {
        const string IdName = "ALIBABA_CLOUD_ACCESS_KEY_ID";
        const string SecretName = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
        var (id, secret) = (NullIfEmpty(surroundings.Find(IdName)), NullIfEmpty(surroundings.Find(SecretName)));
        return (id, secret) switch
        {
            (null, null) => null,
            (null, _) => throw new UsageException(Texts.FormatSecretWithoutId(SecretName, IdName)),
            (_, null) => throw new UsageException(Texts.FormatIdWithoutSecret(IdName, SecretName)),
            _ => new(id, secret, NullIfEmpty(surroundings.Find("ALIBABA_CLOUD_SECURITY_TOKEN"))),
        };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
