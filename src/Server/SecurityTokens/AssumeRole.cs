using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Access;
using Sluice.Access.Reading;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;
using Sluice.Identity.Sessions;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.SecurityTokens;

/// <summary>AssumeRole of the vendor's STS, version 2015-04-01: temporary credentials of a role.</summary>
/// <remarks>Both sides must allow it: the caller's policies and the role's trust policy. Source: protocol, section
/// 10.1.</remarks>
internal sealed partial class AssumeRole(AccessRegistry registry, SessionTokens tokens, TimeProvider time)
{
    private const string Action = "sts:AssumeRole";
    private const int LeastSeconds = 900;
    private const int UsualSeconds = 3600;
    private const int PolicyCharacters = 2048;
    private const int ExternalIdCharacters = 1224;

    /// <summary>What is asked for.</summary>
    /// <param name="Account">Of the role.</param>
    /// <param name="Role">Its name.</param>
    /// <param name="Policy">JSON text that narrows the session; null for none.</param>
    /// <param name="Seconds">Null for the usual time.</param>
    private sealed record Wish(
        string Arn, AccountId Account, string Role, string Session, string? Policy, int? Seconds, string? ExternalId);

    /// <remarks>It changes nothing, but a call that somebody has overheard must not be repeated for fresh
    /// credentials.</remarks>
    public Operation Operation => new Operation<Wish>(nameof(AssumeRole), mutates: true)
    {
        Naming = ["RoleArn", "RoleSessionName"],
        Reading = (parameters, _) => Read(parameters),
        Subject = _ => new Subject.DecidedInside(),
        Run = HandleAsync,
    };

    private static Wish Read(Parameters parameters)
    {
        var (arn, name) = (parameters.Required("RoleArn"), parameters.Required("RoleSessionName"));
        var (account, role) = ReadArn(arn);
        return SessionName().IsMatch(name)
            ? new(arn, account, role, name, ReadPolicy(parameters), ReadDuration(parameters), ReadExternalId(parameters))
            : throw Invalid("RoleSessionName", "use 2 to 64 letters, digits, '.', '@', '-' and '_'");
    }

    private Task HandleAsync(
        Wish wish, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var role = GetAllowed(caller, wish);
        var session = tokens.Issue(role, wish.Session, wish.Policy, time.GetUtcNow() + Within(role, wish.Seconds));
        Write(answer, session, role);
        return Task.CompletedTask;
    }

    private Role GetAllowed(Caller caller, Wish wish)
    {
        var context = caller.Origin.Conditions(time.GetUtcNow());
        if (wish.ExternalId is not null)
        {
            context["sts:ExternalId"] = wish.ExternalId;
        }

        var request = new AccessRequest(Action, [wish.Arn], context);
        var decision = PolicyEvaluation.Decide(caller.Grants, request);
        if (!decision.IsAllowed)
        {
            throw Refuse(caller, wish, decision, decision.Reason(caller.Arn));
        }

        var role = registry.State.FindRole(wish.Account, wish.Role);
        return caller.Account != wish.Account ? Trusting(role, caller, request) ?? throw RefuseStranger(caller, wish)
            : role is null ? throw ApiException.Refused(
                404, "EntityNotExist.Role", $"The role '{Excerpt.Of(wish.Arn)}' does not exist.")
            : Trusting(role, caller, request) ?? throw Refuse(
                caller,
                wish,
                Trust(role, caller, request),
                $"the trust policy of the role does not allow '{caller.Arn}' to take it on");
    }

    private static Role? Trusting(Role? role, Caller caller, AccessRequest request) =>
        role is not null && Trust(role, caller, request).IsAllowed ? role : null;

    private static AccessDecision Trust(Role role, Caller caller, AccessRequest request) =>
        PolicyEvaluation.DecideTrust(role.Trust.Policy, new Principal("RAM", caller.Arn), request);

    /// <remarks>A caller of another account learns nothing about which roles there are.</remarks>
    private static ApiException RefuseStranger(Caller caller, Wish wish) => Refuse(
        caller,
        wish,
        new AccessDecision(Verdict.ImplicitDeny, AccessDecision.Trust),
        $"there is no such role, or its trust policy does not allow '{caller.Arn}' to take it on");

    private static ApiException Refuse(Caller caller, Wish wish, AccessDecision decision, string reason) =>
        ApiException.NoPermission(
            $"'{caller.Arn}' is not authorized to perform '{Action}' on resource '{wish.Arn}': {reason}",
            Denial.Detail(caller, Action, decision));

    private static (AccountId Account, string Role) ReadArn(string text)
    {
        var match = RoleArn().Match(text);
        return match.Success
            ? (AccountId.FromStored(match.Groups[1].Value), match.Groups[2].Value)
            : throw Invalid("RoleArn", "it must be of the form 'acs:ram::<account>:role/<name>'");
    }

    /// <returns>Null when none is asked for.</returns>
    private static int? ReadDuration(Parameters parameters) => parameters.Optional("DurationSeconds") switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= LeastSeconds => seconds,
        _ => throw Invalid("DurationSeconds", $"it must be a whole number of seconds, {LeastSeconds} or more"),
    };

    private static TimeSpan Within(Role role, int? seconds) => seconds is null
        ? TimeSpan.FromSeconds(Math.Min(UsualSeconds, role.MaxSessionSeconds))
        : seconds <= role.MaxSessionSeconds
            ? TimeSpan.FromSeconds(seconds.Value)
            : throw Invalid(
                "DurationSeconds", $"it must be from {LeastSeconds} to {role.MaxSessionSeconds} for this role");

    private static string? ReadExternalId(Parameters parameters) => parameters.Optional("ExternalId") switch
    {
        null => null,
        { Length: >= 2 and <= ExternalIdCharacters } id => id,
        _ => throw Invalid("ExternalId", $"it must have 2 to {ExternalIdCharacters} characters"),
    };

    private static string? ReadPolicy(Parameters parameters)
    {
        if (parameters.Optional("Policy") is not { } text)
        {
            return null;
        }

        if (text.Length > PolicyCharacters)
        {
            throw ApiException.Refused(
                400,
                "InvalidParameter.PolicySize",
                $"The parameter Policy is not valid: it must have at most {PolicyCharacters} characters.");
        }

        if (!JsonReading.TryParse(text, out var document, out var problem))
        {
            throw Invalid("PolicyGrammar", problem);
        }

        return PolicyReader.Read(document, out var problems) is not null
            ? text
            : throw Invalid("PolicyGrammar", string.Join("; ", problems));
    }

    private static void Write(Utf8JsonWriter answer, Session session, Role role)
    {
        answer.WriteStartObject("Credentials"u8);
        answer.WriteString("AccessKeyId"u8, session.AccessKeyId);
        answer.WriteString("AccessKeySecret"u8, session.Secret);
        answer.WriteString("SecurityToken"u8, session.Token);
        answer.WriteString("Expiration"u8, InstantText.Seconds(session.Expires));
        answer.WriteEndObject();
        answer.WriteStartObject("AssumedRoleUser"u8);
        answer.WriteString("Arn"u8, $"{role.Arn}/{session.Name}");
        answer.WriteString("AssumedRoleId"u8, $"{role.Name}:{session.Name}");
        answer.WriteEndObject();
    }

    private static ApiException Invalid(string parameter, string problem) => ApiException.Refused(
        400, $"InvalidParameter.{parameter}", $"The parameter {parameter} is not valid: {problem}.");

    [GeneratedRegex(@"\Aacs:ram::([1-9][0-9]{3,19}):role/([A-Za-z0-9._-]{1,64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"\A[A-Za-z0-9.@_-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SessionName();
}
