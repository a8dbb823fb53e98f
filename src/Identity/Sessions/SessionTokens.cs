using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Identity.Sealing;
using Sluice.Model.Names;

namespace Sluice.Identity.Sessions;

/// <summary>Temporary credentials. Nothing is stored: the token itself holds them, sealed.</summary>
public sealed partial class SessionTokens(MasterKey master)
{
    private const string Purpose = "session tokens";
    private const int SecretBytes = 24;

    /// <summary>Longest token that is looked at.</summary>
    private const int MostCharacters = 16 * 1024;

    /// <param name="policy">The session policy, JSON text; null for none.</param>
    public Session Issue(Role role, string name, string? policy, DateTimeOffset expires)
    {
        var claims = new Claims(
            "STS." + Convert.ToHexString(RandomNumberGenerator.GetBytes(12)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)),
            role.Account.Value,
            role.Name,
            name,
            policy,
            expires);
        var token = Base64Url.EncodeToString(
            master.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(claims, ClaimShapes.Default.Claims)));
        return SessionOf(claims, token);
    }

    /// <summary>What a token holds, expired or not; null when it is not one of ours.</summary>
    public Session? Read(string token)
    {
        if (token.Length > MostCharacters || !Base64Url.IsValid(token)
            || master.Open(Purpose, Base64Url.DecodeFromChars(token)) is not { } plain)
        {
            return null;
        }

        return SessionOf(JsonSerializer.Deserialize(plain, ClaimShapes.Default.Claims)!, token);
    }

    private static Session SessionOf(Claims claims, string token) => new(
        claims.Key,
        claims.Secret,
        token,
        AccountId.FromStored(claims.Account),
        claims.Role,
        claims.Name,
        claims.Policy,
        claims.Policy is null ? null : StoredPolicy.Read(claims.Policy, isTrust: false, out _),
        claims.Expires);

    private sealed record Claims(
        string Key, string Secret, string Account, string Role, string Name, string? Policy, DateTimeOffset Expires);

    [JsonSerializable(typeof(Claims))]
    private sealed partial class ClaimShapes : JsonSerializerContext;
}
