using Sluice.Engine.Nodes;
using Sluice.Model;

namespace Sluice.Engine.Tests.Nodes;

public sealed class NodeNewsTests
{
    /// <summary>Nodes of different releases understand each other: the form never changes under its number.</summary>
    [Fact]
    public void News_are_read_as_they_were_written_and_in_the_form_that_others_know()
    {
        var news = new NodeNews([(new ExecutionId(0x0102030405060708), true), (new ExecutionId(5), false)], [7, 300]);

        var bytes = news.Encode();
        Assert.Equal("010002" + "07" + "AC02" + "02" + "080706050403020101" + "050000000000000000", Convert.ToHexString(bytes));

        var read = NodeNews.Decode(bytes);
        Assert.Equal(news.Progressed, read.Progressed);
        Assert.Equal(news.TakenUp, read.TakenUp);
        Assert.False(read.IsAll);
        Assert.True(NodeNews.Decode(new NodeNews([], [], IsAll: true).Encode()).IsAll);
    }

    [Fact]
    public void News_of_a_newer_release_are_refused() =>
        Assert.Throws<InvalidDataException>(() => NodeNews.Decode([2, 0, 0, 0]));
}
