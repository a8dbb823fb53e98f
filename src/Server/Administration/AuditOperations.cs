using System.Globalization;
using System.Text.Json;
using Sluice.Server.Accounts;
using Sluice.Server.Answers;
using Sluice.Server.Audit;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>The record of calls.</summary>
internal sealed class AuditOperations(AuditOptions options)
{
    private const string TokenOf = "audit";

    /// <summary>For the first account's owner: all accounts, and those who could not prove who they are.</summary>
    private const string Everybody = "*";

    public Task ListAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var page = AuditReader.ReadPage(
            options.Directory,
            Filter(parameters, caller),
            Before(parameters),
            parameters.Integer("Limit", least: 1, most: 1000, absent: 100),
            cancellationToken);

        answer.WriteStartArray("Records"u8);
        foreach (var record in page.Records)
        {
            JsonSerializer.Serialize(answer, record, AuditShapes.Default.AuditRecord);
        }

        answer.WriteEndArray();
        if (page.Next is { } next)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{next.Offset}:{next.File}");
            answer.WriteString("NextToken"u8, PageToken.Of(TokenOf, place));
        }

        return Task.CompletedTask;
    }

    private static AuditFilter Filter(Parameters parameters, Caller caller) => new()
    {
        From = parameters.Instant("StartTime"),
        To = parameters.Instant("EndTime"),
        Account = parameters.Optional("Account") == Everybody && caller.IsServerAdministrator
            ? null
            : AdministrationParameters.Account(parameters, caller).Value,
        Caller = parameters.Optional("Caller"),
        AccessKeyId = parameters.Optional("UserAccessKeyId"),
        Action = parameters.Optional("ActionName"),
        Outcome = parameters.Optional("Outcome"),
    };

    private static AuditPlace? Before(Parameters parameters)
    {
        if (PageToken.Read(parameters, TokenOf) is not { } place)
        {
            return null;
        }

        var colon = place.IndexOf(':');
        return colon > 0
            && long.TryParse(place.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new AuditPlace(place[(colon + 1)..], offset)
            : throw PageToken.Invalid(parameters.Required("NextToken"));
    }
}
