# SPDX-License-Identifier: GPL-3.0-or-later
# Holds an Atom feed against RFC 4287 with the RSS library that comes with Ruby: it refuses what is missing, doubled,
# unknown or no date. Prints how many entries there are. Usage: ruby check_feed.rb FILE
require "rss"

begin
  feed = RSS::Parser.parse(File.read(ARGV.fetch(0), encoding: "UTF-8"), true, false)
rescue RSS::Error => problem
  abort "#{problem.class}: #{problem.message}"
end
abort "no feed of a known kind" if feed.nil?
abort "not an Atom feed but #{feed.class}" unless feed.is_a?(RSS::Atom::Feed)
puts feed.entries.size
