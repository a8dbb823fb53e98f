namespace Sluice.Server.Tests.Hosting;

/// <summary>Task tokens that are none, through the wire. Source: API reference, section 9.1.</summary>
public sealed class TokenFuzzTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string Waits = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { url: 'http://127.0.0.1:1/', method: Get, value.$: $Context.Task.Token }
            End: true
        """;

    [Theory]
    [InlineData("ReportTaskSucceeded", "TaskToken", "Output", "{}")]
    [InlineData("ReportTaskFailed", "TaskToken", "Error", "E")]
    [InlineData("StartExecution", "CallbackFnFTaskToken", "FlowName", "waits")]
    public async Task A_token_that_is_damaged_in_any_way_is_an_invalid_argument(
        string action, string parameter, string other, string value)
    {
        await engine.CallAsync("CreateFlow", ("Name", "waits"), ("Type", "FDL"), ("Description", ""), ("Definition", Waits));
        await engine.CallAsync("StartExecution", ("FlowName", "waits"), ("ExecutionName", "e-" + action));
        var token = await engine.TaskToken;

        foreach (var damaged in Damaged(token))
        {
            var answer = await engine.CallAsync(action, (parameter, damaged), (other, value));

            Assert.True((400, "InvalidArgument") == (answer.Status, answer.ErrorCode()), $"{damaged}: {answer.Body}");
            Assert.Contains(parameter, answer.Json.GetProperty("Message").GetString(), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Damaged(string token)
    {
        for (var place = 0; place < token.Length; place++)
        {
            foreach (var character in (string[])["*", "=", " ", "\u00E9", "\0", "!", "%", token[place] == 'A' ? "B" : "A"])
            {
                yield return token[..place] + character + token[(place + 1)..];
            }

            yield return place == 0 ? token + token : token[..place];
        }
    }
}
