using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Sluice.Model;
using Sluice.Server.Operations;
using Sluice.Server.Tests.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests;

/// <summary>Nothing that can be sent makes the door throw anything but the errors of the catalogue.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Ids = [.. SignatureVector.SignedIds];

    private static readonly Action<Parameters>[] Readers =
    [
        p => CreateFlow.Read(p),
        p => UpdateFlow.Read(p),
        p => DeleteFlow.Read(p),
        p => DescribeFlow.Read(p),
        p => ListFlows.Read(p),
        p => StartExecution.Read(p),
        p => StartSyncExecution.Read(p),
        p => StopExecution.Read(p),
        p => DescribeExecution.Read(p),
        p => ListExecutions.Read(p),
        p => GetExecutionHistory.Read(p),
        p => ReportTaskSucceeded.Read(p, Limits.Default),
        p => ReportTaskFailed.Read(p),
        p => PublishFlowVersion.Read(p),
        p => ListFlowVersions.Read(p),
        p => DeleteFlowVersion.Read(p),
        p => CreateFlowAlias.Read(p),
        p => UpdateFlowAlias.Read(p),
        p => ListFlowAliases.Read(p),
        p => CreateSchedule.Read(p),
        p => UpdateSchedule.Read(p),
        p => ListSchedules.Read(p),
    ];

    private static readonly string[] Names =
    [
        "Name", "Definition", "Description", "Type", "RoleArn", "ExecutionMode", "Environment", "FlowName", "ExecutionName",
        "Input", "Error", "Cause", "Limit", "NextToken", "Status", "StartedTimeBegin", "StartedTimeEnd", "MetadataOnly",
        "TaskToken", "Output", "WaitTimeSeconds", "Environment.Variables.1.Name", "Environment.Variables.1.Value", "Name.1",
        "FlowVersion", "RoutingConfigurations", "RoutingConfigurations.1.Version", "RoutingConfigurations.1.Weight",
        "ScheduleName", "CronExpression", "Payload", "Enable",
    ];

    // Goal: no surprise. Method: real requests with some bytes of query, body and headers changed, through
    // all checks.
    [Fact]
    public void Damaged_requests_are_read_or_refused() =>
        Prop.ForAll(Damage.ToArbitrary(), damage =>
        {
            var vector = SignatureVector.Get(damage.Id);
            try
            {
                var request = RpcRequest.Decode(
                    vector.Method,
                    Damaged(vector.RawQuery, damage.Query),
                    DamagedHeaders(vector.Headers, damage.Headers),
                    Encoding.Latin1.GetBytes(Damaged(vector.Body, damage.Body)),
                    Limits.Default);
                CallTarget.Of(request, mustBeSigned: true).CheckVersion("2019-03-15");
                vector.Verifier().Verify(request, mutates: true);
            }
            catch (ApiException e)
            {
                Assert.InRange(e.HttpStatus, 400, 499);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    // Goal: no surprise. Method: any text for any parameter, to every operation.
    [Fact]
    public void Any_parameters_are_read_or_refused() =>
        Prop.ForAll(Pairs.ListOf().ToArbitrary(), pairs =>
        {
            foreach (var read in Readers)
            {
                try
                {
                    read(Some.Parameters([.. pairs.DistinctBy(pair => pair.Item1)]));
                }
                catch (ApiException e)
                {
                    Assert.Equal(400, e.HttpStatus);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<(string, string)> Pairs =>
        from name in Gen.Elements(Names)
        from value in Gen.OneOf(
            Gen.Elements(
                "", "{}", "[]", "{\"Variables\":[{}]}", "{\"Variables\":[null]}", "0", "1", "-1", "999999999999", "true", "null",
                "\"\"", "FDL", "Running", "acs:ram::1:role/a", "::::", "2025-01-02T03:04:05Z", "Zmxvd3M6YQ", "ZXhlY3V0aW9uczo6", "="),
            Wire.UrlEncodedTests.Texts.Generator)
        select (name, value);

    private static Gen<(string Id, (int, char)[] Query, (int, char)[] Body, (int, char)[] Headers)> Damage =>
        from id in Gen.Elements(Ids)
        from query in Changes
        from body in Changes
        from headers in Changes
        select (id, query, body, headers);

    private static Gen<(int, char)[]> Changes =>
        (from place in Gen.Choose(0, 2000)
         from character in Gen.OneOf(
             Gen.Elements('%', '&', '=', '+', '.', ';', ',', ' ', '"', '{', '}', '\0', '1'),
             Gen.Choose(0, 255).Select(value => (char)value))
         select (place, character)).ListOf().Select(list => list.Take(4).ToArray());

    private static string Damaged(string text, (int Place, char Character)[] changes)
    {
        var damaged = new StringBuilder(text);
        foreach (var (place, character) in changes.Where(_ => damaged.Length > 0))
        {
            damaged[place % damaged.Length] = character;
        }

        return damaged.ToString();
    }

    private static IHeaderDictionary DamagedHeaders(IHeaderDictionary headers, (int Place, char Character)[] changes)
    {
        var names = headers.Keys.Order(StringComparer.Ordinal).ToArray();
        foreach (var (place, character) in changes)
        {
            var name = names[place % names.Length];
            headers[name] = Damaged(headers[name].ToString(), [(place / names.Length, character)]);
        }

        return headers;
    }
}
