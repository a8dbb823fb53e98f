namespace Sluice.Testing.Tests.Tests;

/// <summary>What somebody does from outside, and what runs otherwise than a plain execution.</summary>
public sealed class OutsideTests
{
    private const string Paid = "{ output: { Code: 200, Body: { id: 1 } } }";

    private const string Rows = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Rows
        States:
          - Name: Rows
            Type: Map
            ProcessorConfig: { ExecutionMode: Standard }
            MaxConcurrency: 2
            ToleratedFailureCount: 1
            ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket: stock, ObjectName: rows.csv } }
            Processor:
              StartAt: One
              States:
                - { Name: One, Type: Task, Action: HTTP:Request, TaskMode: RequestComplete, Parameters: { url: http://a.test/, method: POST, body.$: $Input }, End: true }
            Next: Keep
          - { Name: Keep, Type: Task, Action: OSS:PutObject, TaskMode: RequestComplete, Parameters: { bucket: stock, key: done.txt, body: done }, End: true }
        """;

    [Theory]
    [InlineData("targets: { Charge: [ { error: X }, " + Paid + " ] }\nacts: [ { at: 1m, redrive: {} } ]\nexpect: { output: { paid: 1 }, calls: { Charge: 2 } }")]
    [InlineData("targets: { Charge: { timeout: true } }\nacts: [ { at: 1m, stop: { error: Enough, cause: late } } ]\nexpect: { status: Stopped, error: Enough, took: 1m }")]
    [InlineData("targets: { Charge: " + Paid + " }\nschedule: { cron: '0 0 3 * * *', fire: 2 }\nexpect: { status: Succeeded, calls: { Charge: 2 } }")]
    public void Acts_and_schedules_happen_at_their_time(string test)
    {
        var result = Given.OfShop(test);

        Assert.True(result.Verdict == TestVerdict.Passed, string.Join('\n', result.Unmet));
    }

    [Fact]
    public void A_distributed_map_runs_the_items_that_are_given_and_writes_to_objects()
    {
        var result = Given.One(
            """
            flow: rows.yaml
            tests:
              - name: it
                items: { Rows: { file: rows.csv } }
                targets: { One: [ { error: Bad, when: { child: 1 } }, { output: { Code: 200, Body: {} } } ] }
                expect: { map: { Rows: { succeeded: 2, failed: 1 } }, calls: { Rows/One: 3 }, objects: { stock/done.txt: done }, requests: { One: [ { body: { id: "1" } }, {}, {} ] } }
            """,
            ("rows.yaml", Rows),
            ("rows.csv", "id,name\n1,a\n2,\"b, c\"\n3,d\n"));

        Assert.True(result.Verdict == TestVerdict.Passed, string.Join('\n', result.Unmet));
    }

    [Theory]
    [InlineData("{ greetings: [ hello, { id: 7 } ], topics/news: [ { a: 1 } ], none: [] }", true)]
    [InlineData("{ greetings: [ hello ] }", false)]
    [InlineData("{ greetings: [ hello, { id: 8 } ] }", false)]
    [InlineData("{ greetings: [ hello, '{\"id\":7}' ] }", true)]
    public void Messages_need_no_answer_and_are_held_against_what_was_expected(string sent, bool passes)
    {
        var result = Given.One(
            $"flow: sends.yaml\ntests: [ {{ name: it, expect: {{ sent: {sent}, output: {{ md5: 5D41402ABC4B2A76B9719D911017C592 }} }} }} ]\n",
            ("sends.yaml", """
                Type: StateMachine
                SpecVersion: v1
                StartAt: Hello
                States:
                  - { Name: Hello, Type: Task, Action: MNS:SendMessage, Parameters: { resourceArn: "acs:mns:::/queues/greetings/messages", message: hello }, OutputConstructor: { md5.$: $Output.MessageBodyMD5 }, Next: Json }
                  - { Name: Json, Type: Task, Action: MNS:SendMessage, Parameters: { resourceArn: "acs:mns:::/queues/greetings/messages", message: '{"id":7}' }, OutputConstructor: { md5.$: $Input.md5 }, Next: Topic }
                  - { Name: Topic, Type: Task, Action: MNS:SendMessage, Parameters: { resourceArn: "acs:mns:::/topics/news/messages", message: { a: 1 } }, OutputConstructor: { md5.$: $Input.md5 }, Next: Refused }
                  - { Name: Refused, Type: Task, Action: MNS:SendMessage, Parameters: { resourceArn: "acs:mns:::/queues/greetings/messages", message: no, priority: 17 }, Catch: [ { Errors: [FnF.InvalidArgument], OutputConstructor: { md5.$: $Input.md5 }, Next: End } ], End: true }
                  - { Name: End, Type: Succeed }
                """));

        Assert.True(passes == (result.Verdict == TestVerdict.Passed), string.Join('\n', result.Unmet));
    }

    [Fact]
    public void An_express_flow_is_tested_alike()
    {
        var result = Given.One(
            $"flow: shop.yaml\nmode: Express\ntests: [ {{ name: it, input: {{ amount: 1 }}, targets: {{ Charge: {Paid} }}, expect: {{ output: {{ paid: 1 }}, path: [Charge, End] }} }} ]\n");

        Assert.True(result.Verdict == TestVerdict.Passed, string.Join('\n', result.Unmet));
    }
}
