using System.Text.Json.Serialization;

namespace Sluice.Server.Audit;

/// <summary>Who called what, from where, with which outcome. No payloads and no secrets.</summary>
/// <param name="Time">When it was answered; UTC.</param>
/// <param name="Account">Empty when it was not proven who called.</param>
/// <param name="Caller">Such as <c>acs:ram::1000000000000000:user/ada</c>; empty as the account.</param>
/// <param name="AccessKeyId">As the request said, proven or not; empty on an open server.</param>
/// <param name="SourceIp">Of the peer; empty when there is none.</param>
/// <param name="Service">Such as <c>fnf</c>.</param>
/// <param name="Names">What the call named, such as <c>FlowName</c>; as sent, and long ones shortened.</param>
/// <param name="Status">Of HTTP; 499 when the caller had gone before the answer.</param>
/// <param name="Outcome"><c>Success</c>, or the code of the error.</param>
/// <param name="Milliseconds">From the request's head to the answer.</param>
/// <param name="Missed">Calls before this one that could not be recorded.</param>
internal sealed record AuditRecord(
    DateTimeOffset Time,
    string RequestId,
    string Account,
    string Caller,
    string AccessKeyId,
    string SourceIp,
    string Service,
    string Action,
    IReadOnlyDictionary<string, string> Names,
    int Status,
    string Outcome,
    long Milliseconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Missed = 0)
{
    public const string Success = "Success";

    /// <summary>In place of a call: how many refused ones of the account were left out, by outcome.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? LeftOut { get; init; }
}

/// <summary>Records as JSON, one a line.</summary>
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditShapes : JsonSerializerContext;
