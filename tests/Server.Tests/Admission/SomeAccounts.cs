using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Server.Tests.Admission;

/// <summary>Users, keys and roles that a server knows from the start.</summary>
internal static class SomeAccounts
{
    private static readonly AccountId First = AccountId.Default;

    private static readonly AccountId Second = AccountId.Parse("Account", "2000000000000000");

    public static AccessState All { get; } = AccessState.Empty
        .With(Somebody(First, "@owner") with { IsOwner = true })
        .With(KeyOf(First, "@owner") with { Id = "root-key", Secret = "root-secret" })
        .With(Somebody(First, "reader", """["AliyunFnFReadOnlyAccess", "AliyunSTSAssumeRoleAccess"]"""))
        .With(KeyOf(First, "reader"))
        .With(Somebody(First, "clerk", """
            [{
              "Version": "1",
              "Statement": [
                { "Effect": "Allow", "Action": "fnf:*", "Resource": "acs:fnf:::flow/orders*" },
                { "Effect": "Deny", "Action": "fnf:Delete*", "Resource": "*" }
              ]
            }]
            """))
        .With(KeyOf(First, "clerk"))
        .With(Somebody(First, "viewer", """["SluiceViewerAccess"]"""))
        .With(KeyOf(First, "viewer"))
        .With(Somebody(First, "operator", """["SluiceOperatorAccess"]"""))
        .With(KeyOf(First, "operator"))
        .With(Somebody(First, "nobody"))
        .With(KeyOf(First, "nobody"))
        .With(Somebody(First, "gone"))
        .With(KeyOf(First, "gone") with { IsEnabled = false })
        .With(Somebody(Second, "boss") with { IsOwner = true })
        .With(KeyOf(Second, "boss") with { Id = "other-key", Secret = "other-secret" })
        .With(TakenOnBy("runner", """{ "RAM": "acs:ram::1000000000000000:root" }""") with
        {
            Attached = Policies("""["AliyunFnFFullAccess", "AliyunSTSAssumeRoleAccess"]"""),
        })
        .With(TakenOnBy(
            "local",
            """{ "RAM": "acs:ram::1000000000000000:role/runner" }""",
            """, "Condition": { "IpAddress": { "acs:SourceIp": "127.0.0.0/8" } }"""))
        .With(TakenOnBy(
            "remote",
            """{ "RAM": "acs:ram::1000000000000000:root" }""",
            """, "Condition": { "NotIpAddress": { "acs:SourceIp": "127.0.0.0/8" } }"""));

    private static User Somebody(AccountId account, string name, string policies = "[]") =>
        new(account, name, IsOwner: false, Policies(policies), IsConfigured: true);

    private static KeyEntry KeyOf(AccountId account, string user) => new(
        $"{user}-key", $"{user}-secret", account, user, IsEnabled: true, DateTimeOffset.UnixEpoch, IsConfigured: true);

    private static Role TakenOnBy(string name, string principal, string condition = "") => new(
        First,
        name,
        TrustDocument.Parse("trust", Json($$"""
            {
              "Version": "1",
              "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {{principal}}{{condition}} }]
            }
            """)),
        PolicyList.Empty,
        AccessNames.UsualSessionSeconds,
        IsConfigured: true);

    private static PolicyList Policies(string list) => PolicyList.Parse("policies", Json(list));

    private static JsonValue Json(string text) => JsonReading.TryParse(text, out var value, out var problem)
        ? value
        : throw new ArgumentException(problem, nameof(text));
}
