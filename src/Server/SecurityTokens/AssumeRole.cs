using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Access.Reading;
using Sluice.Identity.Callers;
using Sluice.Identity.Sessions;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.SecurityTokens;

/// <summary>AssumeRole of the vendor's STS, version 2015-04-01: temporary credentials of a role.</summary>
/// <remarks>Source: protocol, section 10.1.</remarks>
internal sealed partial class AssumeRole(RoleSessions sessions)
{
    private const int PolicyCharacters = 2048;
    private const int ExternalIdCharacters = 1224;

    /// <remarks>It changes nothing, but a call that somebody has overheard must not be repeated for fresh
    /// credentials.</remarks>
    public Operation Operation => new Operation<RoleWish>(nameof(AssumeRole), mutates: true)
    {
        TakesPayload = true,
        Naming = ["RoleArn", "RoleSessionName"],
        Reading = (parameters, _) => Read(parameters),
        Subject = _ => new Subject.DecidedInside(),
        Run = Handle,
    };

    private static RoleWish Read(Parameters parameters)
    {
        var (arn, name) = (parameters.Required("RoleArn"), parameters.Required("RoleSessionName"));
        var (account, role) = ReadArn(arn);
        return SessionName().IsMatch(name)
            ? new(arn, account, role, name, ReadPolicy(parameters), ReadDuration(parameters), ReadExternalId(parameters))
            : throw Invalid("RoleSessionName", "use 2 to 64 letters, digits, '.', '@', '-' and '_'");
    }

    private Task Handle(RoleWish wish, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        Write(answer, sessions.Begin(caller, wish));
        return Task.CompletedTask;
    }

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
            && seconds >= RoleSessions.LeastSeconds => seconds,
        _ => throw Invalid("DurationSeconds", $"it must be a whole number of seconds, {RoleSessions.LeastSeconds} or more"),
    };

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

    private static void Write(Utf8JsonWriter answer, Session session)
    {
        answer.WriteStartObject("Credentials"u8);
        answer.WriteString("AccessKeyId"u8, session.AccessKeyId);
        answer.WriteString("AccessKeySecret"u8, session.Secret);
        answer.WriteString("SecurityToken"u8, session.Token);
        answer.WriteString("Expiration"u8, InstantText.Seconds(session.Expires));
        answer.WriteEndObject();
        answer.WriteStartObject("AssumedRoleUser"u8);
        answer.WriteString("Arn"u8, session.Arn);
        answer.WriteString("AssumedRoleId"u8, $"{session.Role}:{session.Name}");
        answer.WriteEndObject();
    }

    private static ApiException Invalid(string parameter, string problem) => ApiException.Refused(
        400, $"InvalidParameter.{parameter}", $"The parameter {parameter} is not valid: {problem}.");

    [GeneratedRegex(@"\Aacs:ram::([1-9][0-9]{3,19}):role/([A-Za-z0-9._-]{1,64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"\A[A-Za-z0-9.@_-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SessionName();
}
