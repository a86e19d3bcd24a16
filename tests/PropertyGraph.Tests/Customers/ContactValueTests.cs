using PropertyGraph.Customers;

namespace PropertyGraph.Tests.Customers;

public sealed class ContactValueTests
{
    [Theory]
    [InlineData("138 0013 8000", "+8613800138000")]
    [InlineData("+86-138-0013-8000", "+8613800138000")]
    [InlineData("010-8888 8888", "+861088888888")]
    [InlineData("+44 20 7946 0958", "+442079460958")]
    public void Telephone_numbers_are_stored_in_one_form(string written, string stored) =>
        Assert.Equal((stored, null), ContactValue.Read(ContactChannel.Phone, written));

    [Theory]
    [InlineData(ContactChannel.Phone, "12")]
    [InlineData(ContactChannel.Phone, "call me")]
    [InlineData(ContactChannel.Email, "li.wei@")]
    [InlineData(ContactChannel.Email, "Li Wei <li.wei@example.com>")]
    [InlineData(ContactChannel.Post, " ")]
    internal void What_is_no_contact_is_refused_with_a_reason(ContactChannel channel, string written)
    {
        var (value, reason) = ContactValue.Read(channel, written);
        Assert.Null(value);
        Assert.NotEmpty(reason!);
    }

    [Fact]
    public void Addresses_are_stored_in_lower_case() =>
        Assert.Equal(("li.wei@example.com", null), ContactValue.Read(ContactChannel.Email, " Li.Wei@Example.com "));

    [Fact]
    public async Task Values_are_shown_as_people_in_China_write_them()
    {
        var shown = await ContactValue.DisplayAsync(["+8613800138000", "+442079460958", "li.wei@example.com", "湖滨路1号"], CancellationToken.None);
        Assert.Equal(["138 0013 8000", "+44 20 7946 0958", "li.wei@example.com", "湖滨路1号"], shown);
    }
}
