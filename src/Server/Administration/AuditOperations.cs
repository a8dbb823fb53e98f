using System.Globalization;
using System.Text.Json;
using Sluice.Identity.Callers;
using Sluice.Model.Names;
using Sluice.Server.Audit;
using Sluice.Server.Operations;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>The record of calls.</summary>
internal sealed class AuditOperations(AuditOptions options)
{
    private static readonly PagedList<AuditPlace?> Pages = new(
        "Records", PageToken.Of<AuditPlace?>("audit", ReadPlace, WritePlace), most: 1000, usual: 100);

    /// <summary>For the first account's owner: all accounts, and those who could not prove who they are.</summary>
    private const string Everybody = "*";

    /// <summary>What is asked for.</summary>
    /// <param name="Account">Null for all accounts.</param>
    private sealed record Question(AccountId? Account, AuditFilter Filter, AuditPlace? Before, int Limit);

    public Operation List => new Operation<Question>("ListAuditRecords", mutates: false)
    {
        Naming = ["Account"],
        Reading = Read,
        Subject = question => question.Account is { } account
            ? Subject.Administration(account)
            : new Subject.EveryAccount(),
        Run = ListAsync,
    };

    private Task ListAsync(
        Question question, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var page = AuditReader.ReadPage(
            options.Directory, question.Filter, question.Before, question.Limit, cancellationToken);

        Pages.WriteValues(answer, page.Records, page.Next, static (json, record) =>
            JsonSerializer.Serialize(json, record, AuditShapes.Default.AuditRecord));
        return Task.CompletedTask;
    }

    private static Question Read(Parameters parameters, Caller caller)
    {
        AccountId? account = parameters.Optional("Account") == Everybody
            ? null
            : AdministrationParameters.Account(parameters, caller);
        var filter = new AuditFilter
        {
            From = parameters.Instant("StartTime"),
            To = parameters.Instant("EndTime"),
            Account = account?.Value,
            Caller = parameters.Optional("Caller"),
            AccessKeyId = parameters.Optional("UserAccessKeyId"),
            Action = parameters.Optional("ActionName"),
            Outcome = parameters.Optional("Outcome"),
        };
        return new(account, filter, Pages.Place(parameters), Pages.Limit(parameters));
    }

    private static AuditPlace? ReadPlace(string place)
    {
        var colon = place.IndexOf(':');
        return colon > 0
            && long.TryParse(place.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new AuditPlace(place[(colon + 1)..], offset)
            : null;
    }

    private static string WritePlace(AuditPlace? place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place?.Offset}:{place?.File}");
}
