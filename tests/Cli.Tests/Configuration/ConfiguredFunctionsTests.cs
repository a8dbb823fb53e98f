using Sluice.Cli.Configuration;
using Sluice.Targets.Functions;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfiguredFunctionsTests
{
    [Fact]
    public void Each_backend_is_read_with_what_stands_beside_it()
    {
        var functions = Read(
            """
            functions:
              - functions/old=http://127.0.0.1:9000
              - { function: functions/a, runtime: "http://127.0.0.1:9001" }
              - { function: functions/b, http: "https://mail.example/hook" }
              - function: functions/c
                process: [node, resize.mjs]
                directory: functions
                environment: { KEY: "${secret:S}", SIZE: 3 }
                instances: 4
                callsPerInstance: 2
                idleSeconds: 60
                startSeconds: 5
              - { function: functions/d, exec: ./convert, timeLimitSeconds: 7 }
              - { function: "services/*", fc2: "https://1.cn-hangzhou.fc.aliyuncs.com", account: 1, accessKey: { id: i, secret: "${secret:S}" } }
              - { function: "functions/*", fc3: "https://1.cn-hangzhou.fc.aliyuncs.com", accessKey: { id: i, secret: s, securityToken: t } }
              - { function: m, mock: [{ returns: { price: 3 } }, { fails: Busy, cause: later }] }
            """);

        Assert.Equal(
            ["functions/old", "functions/a", "functions/b", "functions/c", "functions/d", "services/*", "functions/*", "m"],
            functions.Select(mapping => mapping.Pattern));
        var process = Assert.IsType<FunctionBackend.Process>(functions[3].Backend);
        Assert.Equal(["node", "resize.mjs"], process.Command.Words);
        Assert.Equal(("functions", "hidden", "3"), (process.Command.Directory, process.Command.Environment["KEY"], process.Command.Environment["SIZE"]));
        Assert.Equal((4, 2, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5)), (process.Instances, process.CallsPerInstance, process.Idle, process.StartTime));
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<FunctionBackend.Exec>(functions[4].Backend).TimeLimit);
        var older = Assert.IsType<FunctionBackend.Fc2>(functions[5].Backend);
        Assert.Equal(("1", "i", "hidden"), (older.Account, older.Key.Id, older.Key.Secret));
        Assert.Equal("t", Assert.IsType<FunctionBackend.Fc3>(functions[6].Backend).Key.SecurityToken);
        var mock = Assert.IsType<FunctionBackend.Mock>(functions[7].Backend);
        Assert.Equal(("{\"price\":3}", "Busy", "later"), (mock.Answers[0].Returns!.ToString(), mock.Answers[1].Fails, mock.Answers[1].Cause));
    }

    [Fact]
    public void A_flag_counts_before_the_file() => Assert.Equal("f", Assert.Single(SluiceOptions.Read(SomeSettings.Of(
        "functions: [{ function: g, http: \"http://a\" }]", "--functions f=http://127.0.0.1:1")).Functions.Functions).Pattern);

    [Theory]
    [InlineData("[{ function: f, proces: [a] }]", "sluice.yaml:1:28: there is no key 'proces' here; Did you mean 'process'")]
    [InlineData("[{ function: f }]", "sluice.yaml:1:13: a function needs one of runtime, http, process")]
    [InlineData("[{ function: f, http: \"http://a\", exec: a }]", "and just one")]
    [InlineData("[{ http: \"http://a\" }]", "'function' is missing")]
    [InlineData("[{ function: f, http: \"ftp://a\" }]", "sluice.yaml:1:34: http must be a whole URL")]
    [InlineData("[{ function: f, exec: [] }]", "exec must be a sequence of texts")]
    [InlineData("[{ function: f, exec: a, idleSeconds: 3 }]", "there is no key 'idleSeconds' here")]
    [InlineData("[{ function: f, exec: a, instances: 0 }]", "instances must be a whole number from 1 to 1000")]
    [InlineData("[{ function: f, fc3: \"https://a\" }]", "sluice.yaml:1:28: fc3 needs 'accessKey' beside it")]
    [InlineData("[{ function: f, fc3: \"https://a\", accessKey: { id: i } }]", "accessKey needs id and secret")]
    [InlineData("[{ function: f, fc3: \"https://a\", accessKey: { id: i, secret: \"${secret:NO}\" } }]", "the secret 'NO'")]
    [InlineData("[{ function: f, mock: 3 }]", "mock must be a sequence of answers")]
    [InlineData("[{ function: f, mock: [{ cause: c }] }]", "either 'returns', a value, or 'fails'")]
    [InlineData("[{ function: f, exec: a }, g]", "an entry of functions is FUNCTION=URL")]
    public void A_mistake_is_told_with_its_place(string list, string expected) => Assert.Contains(
        expected, SomeSettings.Mistake(() => Read($"functions: {list}")), StringComparison.Ordinal);

    private static IReadOnlyList<FunctionMapping> Read(string file) =>
        SluiceOptions.Read(SomeSettings.Of(file, variables: ("S", "hidden"))).Functions.Functions;
}
