using System.Globalization;
using System.Text.Json;
using Sluice.Identity.Callers;
using Sluice.Server.Answers;
using Sluice.Server.Audit;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>The record of calls, of the caller's own account.</summary>
internal sealed class AuditResources(AuditOptions options)
{
    private static readonly OwnPage<AuditPlace> Pages = new(
        PageToken.Of("audit", ReadPlace, place => string.Create(CultureInfo.InvariantCulture, $"{place.Offset}:{place.File}")),
        most: 1_000,
        usual: 100);

    private static readonly Shape.Members RecordShape = Shape.Object(
        "AuditRecord",
        new Field("time", Shape.Time, "When it was answered."),
        new Field("requestId", Shape.Text, "Of the call; empty for what a batch has done."),
        new Field("caller", Shape.Text, "Such as acs:ram::1000000000000000:user/ada."),
        new Field("accessKeyId", Shape.Text, "Empty on an open server."),
        new Field("sourceIp", Shape.Text, "Of the peer; empty for what a batch has done."),
        new Field("service", Shape.Text, "fnf, sluice or sts."),
        new Field("operation", Shape.Text, "Such as StopExecution; RefusedCalls for a sum of calls that were left out."),
        new Field("names", Shape.AnyObject, "What the call named."),
        new Field("status", Shape.Whole, "Of HTTP."),
        new Field("code", Shape.Text, "Success, or the code of the error."),
        new Field("milliseconds", Shape.Whole, "Which it took."),
        new Field("leftOut", Shape.AnyObject, "Of a sum: how many calls, by code.").OrNone);

    private sealed record Question(AuditFilter Filter, AuditPlace? Before, int Limit);

    public Resource List => new("GET", "/audit", new Operation<Question>("ListAuditRecords", mutates: false)
    {
        Naming = [],
        ReadsPages = true,
        Reading = Read,
        Subject = question => Subject.Administration(Model.Names.AccountId.FromStored(question.Filter.Account ?? "")),
        Run = (question, _, answer, cancellationToken) =>
        {
            var page = AuditReader.ReadPage(
                options.Directory, question.Filter, question.Before, question.Limit, cancellationToken);
            Pages.Write(answer, page.Records, page.Next, Write);
            return Task.CompletedTask;
        },
    })
    {
        Summary = "The record of calls, newest first; a page may hold few, even none, and still not be the last one.",
        Query =
        [
            new Field("from", Shape.Time, "Answered then or later.").OrNone,
            new Field("to", Shape.Time, "Answered before then.").OrNone,
            new Field("operation", Shape.Text, "Such as StopExecution.").OrNone,
            new Field("caller", Shape.Text, "A whole name, or what stands behind its last colon, such as user/ada.").OrNone,
            new Field("key", Shape.Text, "The id of an access key.").OrNone,
            new Field("code", Shape.Text, "Success, Failure for every error, or the code of one.").OrNone,
            .. Pages.Fields,
        ],
        Answer = Shape.PageOf(RecordShape),
    };

    private static Question Read(Parameters parameters, Caller caller) => new(
        new AuditFilter
        {
            From = parameters.Instant("from"),
            To = parameters.Instant("to"),
            Account = caller.Account.Value,
            Caller = parameters.Optional("caller"),
            AccessKeyId = parameters.Optional("key"),
            Action = parameters.Optional("operation"),
            Outcome = parameters.Optional("code"),
        },
        Pages.Place(parameters),
        Pages.Limit(parameters));

    private static void Write(Utf8JsonWriter json, AuditRecord record)
    {
        Times.Write(json, "time"u8, record.Time);
        json.WriteString("requestId"u8, record.RequestId);
        json.WriteString("caller"u8, record.Caller);
        json.WriteString("accessKeyId"u8, record.AccessKeyId);
        json.WriteString("sourceIp"u8, record.SourceIp);
        json.WriteString("service"u8, record.Service);
        json.WriteString("operation"u8, record.Action);
        json.WriteStartObject("names"u8);
        foreach (var (name, value) in record.Names)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteNumber("status"u8, record.Status);
        json.WriteString("code"u8, record.Outcome);
        json.WriteNumber("milliseconds"u8, record.Milliseconds);
        if (record.LeftOut is { } leftOut)
        {
            json.WriteStartObject("leftOut"u8);
            foreach (var (code, count) in leftOut)
            {
                json.WriteNumber(code, count);
            }

            json.WriteEndObject();
        }
    }

    private static AuditPlace? ReadPlace(string text) =>
        text.Split(':', 2) is [var offset, var file]
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AuditPlace(file, number)
            : null;
}
