using System.Xml.Linq;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Remote;

/// <summary>Flows drawn as SVG.</summary>
public sealed class GraphTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private static readonly XNamespace Drawing = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Flows =>
        [.. Directory.GetFiles(Repository.PathOf("gallery"), "flow.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task Every_flow_of_the_gallery_is_a_picture_whose_boxes_lie_in_it_and_beside_each_other(string file)
    {
        var picture = await DrawAsync(file);

        var (width, height) = (Number(picture, "width"), Number(picture, "height"));
        var boxes = picture.Elements(Drawing + "rect").Select(box => (X: Number(box, "x"), Y: Number(box, "y"), W: Number(box, "width"), H: Number(box, "height"))).ToList();
        Assert.NotEmpty(boxes);
        Assert.All(boxes, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.W <= width && box.Y + box.H <= height));
        Assert.All(boxes, one => Assert.All(boxes.Where(other => other != one), other => Assert.True(AreApart(one, other) || Holds(one, other) || Holds(other, one))));
    }

    [Fact]
    public async Task It_has_a_box_for_each_state_and_an_arrow_for_each_way_and_names_do_no_harm()
    {
        var picture = await DrawAsync(server.Write("drawn/flow.yaml", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: "<one> & two"
            States:
              - { Name: "<one> & two", Type: Choice, Branches: [{ Condition: $Input.n > 1, Next: last }], Default: call }
              - { Name: call, Type: Task, Action: HTTP:Request, Parameters: { url: u, method: GET }, Catch: [{ Errors: [FnF.ALL], Next: "<one> & two" }], Next: last }
              - { Name: last, Type: Succeed }
            """));

        var texts = picture.Elements(Drawing + "text").Select(text => text.Value).ToList();
        Assert.Equal(["<one> & two", "Choice", "call", "HTTP:Request", "last", "Succeed"], texts.Take(6));
        Assert.Contains("$Input.n > 1", texts);
        Assert.Equal(3, picture.Elements(Drawing + "rect").Count());
        Assert.Equal(6, picture.Elements(Drawing + "path").Count());
        Assert.Single(picture.Elements(Drawing + "path"), path => (string?)path.Attribute("class") == "catch");
    }

    private async Task<XElement> DrawAsync(string file)
    {
        var said = await server.RunAsync("graph", file, "--svg");
        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        return XDocument.Parse(said.Output).Root!;
    }

    private static int Number(XElement element, string attribute) => (int)element.Attribute(attribute)!;

    private static bool AreApart((int X, int Y, int W, int H) one, (int X, int Y, int W, int H) other) =>
        one.X + one.W <= other.X || other.X + other.W <= one.X || one.Y + one.H <= other.Y || other.Y + other.H <= one.Y;

    private static bool Holds((int X, int Y, int W, int H) one, (int X, int Y, int W, int H) other) =>
        one.X <= other.X && one.Y <= other.Y && one.X + one.W >= other.X + other.W && one.Y + one.H >= other.Y + other.H;
}
