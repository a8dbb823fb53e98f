using Sluice.Access;
using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;
using Sluice.Identity.Sealing;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage.Memory;

namespace Sluice.Identity.Tests;

/// <summary>Shorthand for what most tests need.</summary>
internal static class Some
{
    public const string ReadOnly = "AliyunFnFReadOnlyAccess";
    public const string Full = "AliyunFnFFullAccess";

    public static DateTimeOffset Moment { get; } = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static MasterKey Master { get; } = new(new byte[32]);

    public static JsonValue Json(string text) =>
        JsonReading.TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem);

    public static User User(string name, params string[] policies) =>
        new(AccountId.Default, name, IsOwner: false, PolicyList.FromStored(policies), IsConfigured: false);

    /// <param name="trusted">Who may take it on, such as <c>acs:ram::1000000000000000:root</c>.</param>
    public static Role Role(string name, string trusted, params string[] policies) => new(
        AccountId.Default,
        name,
        TrustDocument.Parse("trust", Json(Trust(trusted))),
        PolicyList.FromStored(policies),
        AccessNames.UsualSessionSeconds,
        IsConfigured: false);

    public static KeyEntry Key(string id, User user) => new(
        id, $"secret of {id}", user.Account, user.Name, IsEnabled: true, DateTimeOffset.UnixEpoch, IsConfigured: false);

    public static string Trust(string trusted) =>
        $$$"""{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"{{{trusted}}}"}}]}""";

    /// <summary>A registry that holds this, and forgets it with the test.</summary>
    public static Task<AccessRegistry> RegistryAsync(AccessState state) =>
        AccessRegistry.OpenAsync(new MemoryStore(1), Master, state, CancellationToken.None);

    public static bool May(this Grants grants, string action) => PolicyEvaluation.Decide(
        grants,
        new AccessRequest(action, ["acs:fnf:cn-hangzhou:1000000000000000:flow/orders"], new Dictionary<string, string>())).IsAllowed;
}
